#include "server/referrals/routes.hpp"
#include "server/referrals/api.hpp"
#include <vector>

namespace server::referrals {

std::span<const Route> routes()
{
    static const std::vector<Route> kRoutes = {
        // Pages: list, detail, acts, print.

        // The new-referral form.

        // /api/v1
        {Verb::get, "/api/v1/referrals", Can::see_referrals, list_api},
        {Verb::post, "/api/v1/referrals", Can::report_referrals, create_api},
        {Verb::get, "/api/v1/referrals/{id}", Can::see_referrals, show_api, "needs, health"},
        {Verb::patch, "/api/v1/referrals/{id}", Can::report_referrals, change_api},
    };
    return kRoutes;
}

} // namespace server::referrals
