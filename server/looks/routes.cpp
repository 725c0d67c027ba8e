#include "server/looks/routes.hpp"
#include "server/looks/pages.hpp"

namespace server::looks {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/referrals/{id}/looks", Can::see_referrals, show},
        {Verb::post, "/referrals/{id}/file", Can::export_families, send_file, "everything"}};
    return kRoutes;
}

} // namespace server::looks
