#include "server/tasks/routes.hpp"

namespace server::tasks {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/due", Can::see_due, show_due},
        {Verb::post, "/due/{task}/done", Can::finish_tasks, say_done},

        // /api/v1
        {Verb::get, "/api/v1/due", Can::see_due, list_api},
        {Verb::post, "/api/v1/due/{task}/done", Can::finish_tasks, done_api},
    };
    return kRoutes;
}

} // namespace server::tasks
