#include "server/organizations/routes.hpp"

namespace server::organizations {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/organizations", Can::see_organizations, list},
        {Verb::get, "/organizations/{id}", Can::see_organizations, show},
        {Verb::get, "/organizations/{id}/renew", Can::manage_organizations, show_renew},
        {Verb::post, "/organizations/{id}/renew", Can::manage_organizations, renew_now},
        {Verb::get, "/api/v1/organizations", Can::see_organizations, list_api},
        {Verb::post, "/api/v1/organizations", Can::manage_organizations, create_api},
        {Verb::get, "/api/v1/organizations/{id}", Can::see_organizations, show_api},
    };
    return kRoutes;
}

} // namespace server::organizations
