#pragma once
#include "models/store/notices.hpp"
#include "server/desk/desk.hpp"

// The one outbox: offices are told what concerns them by a code and a number, in the transaction of what they
// are told about. Nothing of a person ever stands in a notice.
namespace server::notices {

struct Subject {
    store::NoticeNoun noun{};
    std::int64_t id{};
    std::string reference;
};

// about: "offer.accept", "clock.answer", …: message notice.<about>. Shown from now on, or from later.
void tell(const Desk&, std::string about, const Subject&, const models::Office& to, models::Time shown_from);

// The page that a notice leads to: "/offers/17".
std::string page_of(const store::NoticeRow&);

// The office of this side that a village lies with.
models::Office office_at(models::Side, models::Area village, bool supervisor = false);
models::Office office_of(models::OrganizationId, bool supervisor = false);
// An actor's own desk; a supervisor's account sees what supervisors are told.
models::Office desk_of(store::Reader&, const models::Actor&);

} // namespace server::notices
