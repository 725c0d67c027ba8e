#include "server/applications/routes.hpp"

namespace server::applications {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/applications/new", Can::anyone, show_form},
        {Verb::post, "/applications", Can::anyone, send},
        {Verb::get, "/applications", Can::manage_organizations, list},
        {Verb::get, "/applications/{id}", Can::manage_organizations, show, "contact"},
        {Verb::post, "/applications/{id}/accept", Can::manage_organizations, accept_page},
        {Verb::post, "/applications/{id}/refuse", Can::manage_organizations, refuse_page},
    };
    return kRoutes;
}

} // namespace server::applications
