#include "server/objections/routes.hpp"
#include "server/objections/api.hpp"
#include "server/objections/pages.hpp"

namespace server::objections {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/objections", Can::answer_objections, list},
        {Verb::get, "/objections/{id}", Can::answer_objections, show, "the family's words"},
        {Verb::post, "/objections/{id}/answer", Can::answer_objections, take_answer},

        // Written down for the family.
        {Verb::get, "/referrals/{id}/objection", Can::report_referrals, ask_raise},
        {Verb::post, "/referrals/{id}/objection", Can::report_referrals, take_raise},

        // /api/v1
        {Verb::get, "/api/v1/objections", Can::answer_objections, list_api},
        {Verb::get, "/api/v1/objections/{id}", Can::answer_objections, show_api, "the family's words"},
        {Verb::post, "/api/v1/objections/{id}/answer", Can::answer_objections, answer_api},
    };
    return kRoutes;
}

} // namespace server::objections
