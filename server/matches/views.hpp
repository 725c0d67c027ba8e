#pragma once
#include "server/http/call.hpp"
#include "server/matches/service.hpp"
#include "server/referrals/document.hpp"
#include <nlohmann/json_fwd.hpp>
#include <optional>

// What of a match leaves, and how.
namespace server::matches {

// The day that the page was asked for (past_day.hpp).
struct AskedDay {
    std::optional<models::Time> then;   // nothing: as it is now
    std::optional<models::Fault> wrong; // told at the field; the page is as it is now
};

// A referral's family beside the programs, both of the same day.
struct Matched {
    const models::Referral& referral;
    const matching::Family& family;
    const matching::Snapshot& programs;
    AskedDay day{};
};

// The part of a referral's page that shows what was found, for templates/matches/section.html:
// view["matches"] = json::array({section_view(…)}), {{#matches}}{{> matches/section}}{{/matches}}.
nlohmann::json section_view(const Call&, const Matched&);

} // namespace server::matches
