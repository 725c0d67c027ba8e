#pragma once
#include "server/http/call.hpp"
#include "server/matches/service.hpp"
#include <nlohmann/json_fwd.hpp>

// What of a match leaves, and how.
namespace server::matches {

// The part of a referral's page that shows what was found, for templates/matches/section.html:
// view["matches"] = json::array({section_view(…)}), {{#matches}}{{> matches/section}}{{/matches}}.
nlohmann::json section_view(const Call&, const referrals::Case&, const matching::Snapshot& programs);

} // namespace server::matches
