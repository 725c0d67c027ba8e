#include "server/matches/routes.hpp"

namespace server::matches {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/programs/{id}/matches", Can::see_takers, &kProgramPage},
        {Verb::get, "/api/v1/programs/{id}/matches", Can::see_takers, &kProgramMatches},
        {Verb::get, "/api/v1/referrals/{id}/matches", Can::see_matches, &kReferralMatches},
        {Verb::post, "/api/v1/match", Can::score_households, &kScore},
    };
    return kRoutes;
}

} // namespace server::matches
