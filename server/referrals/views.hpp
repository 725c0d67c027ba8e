#pragma once
#include "models/store/clocks.hpp"
#include "models/store/objections.hpp"
#include "models/store/referrals.hpp"
#include "server/http/call.hpp"
#include "server/referrals/service.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

// What of a referral a page shows: decided here, name by name. Persons stand masked.
namespace server::referrals {

struct ListRow {
    models::Referral referral;
    std::string contact; // masked; empty: no name yet
};
struct ListPage {
    store::ReferralFilter filter;
    std::vector<ListRow> rows;
    std::int64_t count{};
    models::ReferralId next; // cursor of the next page; none: this is the last
};
nlohmann::json list_view(const Call&, const ListPage&);

// Who took a step; the name as colleagues know it.
struct LogLine {
    store::MoveRow move;
    models::Actor by;
};
struct SameHouseholdRow {
    SameHousehold same;
    std::string contact; // masked; empty outside the actor's area
};
// An offer of the referral, or a line of its plan that waits to be offered.
struct OfferLine {
    std::string href; // of the offer's page; for a line, of the page that offers it
    std::string need; // type
    models::NeedUnit unit{};
    std::int64_t units{};
    models::TextPair program;
    std::optional<models::OfferState> state; // nothing: it waits
    std::optional<store::InLine> line = {};
    bool unable = false; // store::is_unable
};

struct Shown {
    Case known;
    models::Actor reporter;
    std::vector<LogLine> log; // oldest first
    std::vector<store::ClockRow> clocks;
    std::vector<SameHouseholdRow> same;
    std::vector<OfferLine> offers;               // oldest first, then what waits
    std::vector<store::ObjectionRow> objections; // oldest first
};
nlohmann::json show_view(const Call&, const Shown&);

nlohmann::json reveal_view(const Call&, const Case&); // unmasked
nlohmann::json print_view(const Call&, const Printed&);

std::string contact_of(const models::Household&); // the contact person's masked name

} // namespace server::referrals
