#include "server/referrals/routes.hpp"
#include <vector>

namespace server::referrals {

std::span<const Route> routes()
{
    static const std::vector<Route> kRoutes = {
        // Pages: list, detail, acts, print.

        // The new-referral form.

        // /api/v1

    };
    return kRoutes;
}

} // namespace server::referrals
