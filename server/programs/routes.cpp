#include "server/programs/routes.hpp"

namespace server::programs {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/programs", Can::see_programs, list},
        {Verb::get, "/programs/{id}", Can::see_programs, show},
        {Verb::post, "/programs/{id}/state", Can::manage_programs, change_state},
        {Verb::post, "/programs/{id}/confirm", Can::manage_programs, confirm},
        {Verb::post, "/programs/{id}/capacity", Can::manage_programs, change_capacity},
        {Verb::get, "/api/v1/programs", Can::see_programs, list_api},
        {Verb::post, "/api/v1/programs", Can::manage_programs, create_api},
        {Verb::get, "/api/v1/programs/{id}", Can::see_programs, show_api},
        {Verb::put, "/api/v1/programs/{id}", Can::manage_programs, replace_api},
    };
    return kRoutes;
}

} // namespace server::programs
