#include "server/tasks/routes.hpp"

namespace server::tasks {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/due", Can::see_due, show_due},
        {Verb::post, "/due/{task}/done", Can::finish_tasks, say_done},
    };
    return kRoutes;
}

} // namespace server::tasks
