#include "server/referrals/routes.hpp"
#include "server/referrals/api.hpp"
#include "server/referrals/form.hpp"
#include <vector>

namespace server::referrals {

std::span<const Route> routes()
{
    static const std::vector<Route> kRoutes = {
        // Pages: list, detail, acts, print.

        // The new-referral form.
        {Verb::get, "/referrals/new", Can::report_referrals, begin_form},
        {Verb::post, "/referrals/new", Can::report_referrals, start_form},
        {Verb::get, "/referrals/{id}/form/who", Can::report_referrals, show_step},
        {Verb::post, "/referrals/{id}/form/who", Can::report_referrals, &kKeepStep},
        {Verb::get, "/referrals/{id}/form/needs", Can::report_referrals, show_step},
        {Verb::post, "/referrals/{id}/form/needs", Can::report_referrals, &kKeepStep},
        {Verb::get, "/referrals/{id}/form/family", Can::report_referrals, show_step},
        {Verb::post, "/referrals/{id}/form/family", Can::report_referrals, &kKeepStep},
        {Verb::get, "/referrals/{id}/form/members/{member}", Can::report_referrals, show_step},
        {Verb::post, "/referrals/{id}/form/members/{member}", Can::report_referrals, &kKeepStep},
        {Verb::post, "/referrals/{id}/form/members/{member}/remove", Can::report_referrals, remove_member},
        {Verb::get, "/referrals/{id}/form/check", Can::report_referrals, show_check},
        {Verb::post, "/referrals/{id}/form/check", Can::report_referrals, submit_form},
        {Verb::get, "/referrals/{id}/form/done", Can::report_referrals, show_done},
        {Verb::post, "/referrals/{id}/form/discard", Can::report_referrals, discard_form},

        // /api/v1
        {Verb::get, "/api/v1/referrals", Can::see_referrals, list_api},
        {Verb::post, "/api/v1/referrals", Can::report_referrals, create_api},
        {Verb::get, "/api/v1/referrals/{id}", Can::see_referrals, show_api, "needs, health"},
        {Verb::patch, "/api/v1/referrals/{id}", Can::report_referrals, change_api},
    };
    return kRoutes;
}

} // namespace server::referrals
