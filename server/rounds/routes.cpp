#include "server/rounds/routes.hpp"

namespace server::rounds {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/rounds", Can::see_rounds, list},
        {Verb::get, "/rounds/new", Can::run_rounds, new_form},
        {Verb::post, "/rounds", Can::run_rounds, open},
        {Verb::get, "/rounds/{id}", Can::see_rounds, &kShow, "needs"},
        {Verb::get, "/rounds/{id}/awards", Can::see_round_families, &kAwards, "needs"},
        {Verb::get, "/rounds/{id}/others", Can::see_round_families, &kOthers, "needs"},
        {Verb::get, "/rounds/{id}/certificate", Can::run_rounds, certificate},
        {Verb::get, "/rounds/{id}/pay-list.csv", Can::approve_rounds, &kPayListCsv, "name"},
        {Verb::get, "/rounds/{id}/pay-list.xlsx", Can::approve_rounds, &kPayListXlsx, "name"},
        {Verb::post, "/rounds/{id}/cancel", Can::run_rounds, cancel},
        {Verb::post, "/rounds/{id}/again", Can::run_rounds, again},
        {Verb::post, "/rounds/{id}/discard", Can::run_rounds, discard},
        {Verb::post, "/rounds/{id}/approve", Can::approve_rounds, approve},
        {Verb::get, "/api/v1/rounds", Can::see_rounds, list_api},
        {Verb::post, "/api/v1/rounds", Can::run_rounds, open_api},
        {Verb::get, "/api/v1/rounds/{id}", Can::see_rounds, show_api},
        {Verb::post, "/api/v1/rounds/{id}/cancel", Can::run_rounds, cancel_api},
        {Verb::post, "/api/v1/rounds/{id}/approve", Can::approve_rounds, approve_api},
        {Verb::get, "/api/v1/rounds/{id}/awards", Can::see_round_families, &kAwardsApi, "needs"},
        {Verb::get, "/api/v1/rounds/{id}/others", Can::see_round_families, &kOthersApi, "needs"},
        {Verb::get, "/api/v1/rounds/{id}/pay-list", Can::approve_rounds, &kPayListApi, "name"},
    };
    return kRoutes;
}

} // namespace server::rounds
