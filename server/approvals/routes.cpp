#include "server/approvals/routes.hpp"
#include "server/approvals/pages.hpp"

namespace server::approvals {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/approvals", Can::see_approvals, list},
        {Verb::get, "/approvals/{id}", Can::see_approvals, show, "the asker's words"},
        {Verb::post, "/approvals/{id}/decide", Can::see_approvals, take_decision},
        {Verb::post, "/approvals/{id}/take-back", Can::see_approvals, take_back_one},

        // What is asked for.
        {Verb::get, "/referrals/{id}/erase", Can::erase_families, ask_erasure},
        {Verb::post, "/referrals/{id}/erase", Can::erase_families, take_erasure},
        {Verb::get, "/keys", Can::run_system, show_keys},
        {Verb::post, "/keys/{act}", Can::run_system, ask_for_keys},
        {Verb::get, "/exports/new", Can::export_families, ask_export},
        {Verb::post, "/exports/new", Can::export_families, take_export},
        {Verb::post, "/approvals/{id}/file", Can::export_families, &kFile, "everything"},
    };
    return kRoutes;
}

} // namespace server::approvals
