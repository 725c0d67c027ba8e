#include "server/needs/routes.hpp"

namespace server::needs {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/needs", Can::anyone, show_overview},
        {Verb::get, "/needs/csv", Can::anyone, csv_overview},
        {Verb::get, "/needs/counties/{code}", Can::anyone, show_county},
        {Verb::get, "/needs/categories/{code}", Can::anyone, show_category},
        {Verb::get, "/api/v1/needs", Can::anyone, read_api},
    };
    return kRoutes;
}

} // namespace server::needs
