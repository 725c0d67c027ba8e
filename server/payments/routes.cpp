#include "server/payments/routes.hpp"
#include "server/payments/pages.hpp"

namespace server::payments {

using Act = models::PaymentRunAct;

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/payments", Can::answer_offers, list},
        {Verb::get, "/payments/new", Can::answer_offers, new_run},
        {Verb::post, "/payments", Can::answer_offers, prepare_now},
        {Verb::get, "/payments/{id}", Can::answer_offers, show},
        {Verb::get, "/payments/{id}/change", Can::answer_offers, change_form},
        {Verb::post, "/payments/{id}/change", Can::answer_offers, change_now},
        {Verb::post, "/payments/{id}/check", Can::answer_offers, move_now<Act::check>},
        {Verb::post, "/payments/{id}/send-back", Can::answer_offers, move_now<Act::send_back>},
        {Verb::post, "/payments/{id}/cancel", Can::answer_offers, move_now<Act::cancel>},
        {Verb::post, "/payments/{id}/issue", Can::answer_offers, take_out, "name, phone, id_last_four"},
        {Verb::post, "/payments/{id}/results", Can::answer_offers, read_back, {}, Takes::files},

        {Verb::get, "/api/v1/payments", Can::answer_offers, list_api},
        {Verb::get, "/api/v1/payments/{id}", Can::answer_offers, show_api},
    };
    return kRoutes;
}

} // namespace server::payments
