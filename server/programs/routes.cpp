#include "server/programs/routes.hpp"

namespace server::programs {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/programs", Can::see_programs, list},
        {Verb::get, "/programs/{id}", Can::see_programs, &kShow},
        {Verb::get, "/programs/{id}/what-if", Can::try_programs, &kWhatIfPage},
        {Verb::post, "/programs/{id}/what-if/stop", Can::try_programs, stop_trying},
        {Verb::post, "/programs/{id}/state", Can::manage_programs, &kChangeState},
        {Verb::post, "/programs/{id}/confirm", Can::manage_programs, confirm},
        {Verb::post, "/programs/{id}/capacity", Can::manage_programs, change_capacity},
        {Verb::post, "/programs/{id}/area", Can::manage_programs, narrow_area},
        {Verb::post, "/programs/{id}/figures", Can::manage_programs, change_figures},
        {Verb::get, "/api/v1/programs", Can::see_programs, list_api},
        {Verb::post, "/api/v1/programs", Can::manage_programs, &kCreate},
        {Verb::get, "/api/v1/programs/{id}", Can::see_programs, &kShowApi},
        {Verb::put, "/api/v1/programs/{id}", Can::manage_programs, &kReplace},
        {Verb::post, "/api/v1/programs/{id}/what-if", Can::try_programs, &kWhatIf},
        {Verb::get, "/api/v1/programs/{id}/what-if", Can::try_programs, see_trial_api},
        {Verb::post, "/api/v1/programs/{id}/what-if/stop", Can::try_programs, stop_trying_api},
    };
    return kRoutes;
}

} // namespace server::programs
