#include "server/divisions/routes.hpp"

namespace server::divisions {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {{Verb::get, "/api/v1/divisions", Can::signed_in, list_api}};
    return kRoutes;
}

} // namespace server::divisions
