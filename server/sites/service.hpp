#pragma once
#include "models/result.hpp"
#include "models/store/site_days.hpp"
#include "server/desk/desk.hpp"
#include <array>

// Sites (站点): where a program runs, with places (益童乐园). Its charity runs it; who works there opens its
// roll.
namespace server::sites {

using store::SitePlace;

// A charity its own, a county those in its area. error.site.unknown
models::Result<SitePlace> find_in_scope(store::Reader&, const models::Actor&, models::SiteId);
std::vector<SitePlace> sites_in_scope(store::Reader&, const models::Actor&);

// Who sees names of children: the charity's manager, and who works there. error.site.not_staff
models::Result<SitePlace> find_as_staff(store::Reader&, const models::Actor&, models::SiteId);

struct TypedHours { // of one weekday; both empty: closed
    std::string from, until;
};
struct Setting {
    std::int64_t version{};
    std::string contact;                // how a guardian reaches the site
    std::array<TypedHours, 7> weekdays; // Monday first
};
// Faults at /contact, /from_1 … /from_7; stale: error.site.changed.
models::Result<bool> save_setting(const Desk&, const SitePlace&, const Setting&);

struct NewStaff {
    models::AccountId account; // of the own organization; none: `name`
    std::string name;
    std::optional<models::StaffRole> role;
};
// Faults at /account, /name, /role.
models::Result<models::StaffId> add_staff(const Desk&, const SitePlace&, const NewStaff&);
models::Result<bool> end_staff(const Desk&, const SitePlace&, models::StaffId); // error.site.staff_unknown

} // namespace server::sites
