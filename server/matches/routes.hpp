#pragma once
#include "server/http/route.hpp"
#include "server/http/steps.hpp"

namespace server::matches {

std::span<const Route> routes();

extern const Steps kReferralMatches; // GET /api/v1/referrals/{id}/matches
extern const Steps kProgramMatches;  // GET /api/v1/programs/{id}/matches
extern const Steps kScore;           // POST /api/v1/match
extern const Steps kProgramPage;     // GET /programs/{id}/matches

} // namespace server::matches
