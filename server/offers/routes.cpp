#include "server/offers/routes.hpp"
#include "server/offers/api.hpp"
#include "server/offers/pages.hpp"

namespace server::offers {

using Act = models::OfferAct;

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/offers", Can::see_offers, list},
        {Verb::get, "/offers/{id}", Can::see_offers, show, "needs"},
        {Verb::post, "/offers/{id}/take-back", Can::see_offers, take_back_now},
        {Verb::post, "/offers/{id}/fields", Can::answer_offers, show_fields,
         "name, phone, address, id_last_four"},

        // A charity answers, and tells what arrived.
        {Verb::post, "/offers/{id}/accept", Can::answer_offers, take_act<Act::accept>},
        {Verb::get, "/offers/{id}/accept", Can::answer_offers, show_act<Act::accept>},
        {Verb::get, "/offers/{id}/ask", Can::answer_offers, show_act<Act::ask_for_facts>},
        {Verb::post, "/offers/{id}/ask", Can::answer_offers, take_act<Act::ask_for_facts>},
        {Verb::post, "/offers/{id}/wait", Can::answer_offers, take_act<Act::waitlist>},
        {Verb::get, "/offers/{id}/decline", Can::answer_offers, show_act<Act::decline>},
        {Verb::post, "/offers/{id}/decline", Can::answer_offers, take_act<Act::decline>},
        {Verb::get, "/offers/{id}/deliver", Can::answer_offers, show_act<Act::deliver>},
        {Verb::post, "/offers/{id}/deliver", Can::answer_offers, &kDeliver, {}, Takes::files},
        {Verb::post, "/offers/{id}/complete", Can::answer_offers, take_act<Act::complete>},
        {Verb::get, "/offers/{id}/stop-short", Can::answer_offers, show_act<Act::stop_short>},
        {Verb::post, "/offers/{id}/stop-short", Can::answer_offers, take_act<Act::stop_short>},
        {Verb::get, "/offers/{id}/pass-on", Can::end_offers, &kAskPassOn, "needs"},
        {Verb::post, "/offers/{id}/pass-on", Can::end_offers, pass_on_now},
        {Verb::get, "/offers/{id}/fail", Can::end_offers, show_act<Act::fail>},
        {Verb::post, "/offers/{id}/fail", Can::end_offers, take_act<Act::fail>},

        // What a charity's people gave in hours, and what it recorded by mistake.
        {Verb::get, "/offers/{id}/hours", Can::answer_offers, show_hours, "who gave help, who signed"},
        {Verb::get, "/offers/{id}/hours/print", Can::answer_offers, print_hours, "who gave help, who signed"},
        {Verb::get, "/offers/{id}/hours/csv", Can::answer_offers, csv_hours, "who gave help, who signed"},
        {Verb::get, "/offers/{id}/deliveries/{delivery}/reverse", Can::answer_offers, ask_reverse},
        {Verb::post, "/offers/{id}/deliveries/{delivery}/reverse", Can::answer_offers, reverse_now},

        // Civil affairs offers, answers questions, and withdraws.
        {Verb::get, "/referrals/{id}/offer", Can::make_offers, &kAskOffer, "needs"},
        {Verb::post, "/referrals/{id}/offer", Can::make_offers, &kMakeOffer},
        {Verb::get, "/offers/{id}/answer", Can::tend_offers, show_act<Act::answer>},
        {Verb::post, "/offers/{id}/answer", Can::tend_offers, take_act<Act::answer>},
        {Verb::post, "/offers/{id}/still-needed", Can::tend_offers, take_act<Act::reconfirm>},
        {Verb::get, "/offers/{id}/withdraw", Can::make_offers, show_act<Act::withdraw>},
        {Verb::post, "/offers/{id}/withdraw", Can::make_offers, take_act<Act::withdraw>},
        {Verb::get, "/offers/{id}/reopen", Can::make_offers, show_act<Act::reopen>},
        {Verb::post, "/offers/{id}/reopen", Can::make_offers, take_act<Act::reopen>},
        {Verb::get, "/offers/{id}/mark-as-error", Can::make_offers, show_act<Act::mark_as_error>},
        {Verb::post, "/offers/{id}/mark-as-error", Can::make_offers, take_act<Act::mark_as_error>},

        {Verb::post, "/offers/{id}/deliveries/{delivery}/confirm", Can::tend_offers, confirm_arrival},

        // /api/v1
        {Verb::get, "/api/v1/offers", Can::see_offers, list_api},
        {Verb::get, "/api/v1/offers/{id}", Can::see_offers, show_api, "needs"},
        {Verb::post, "/api/v1/offers/{id}/moves", Can::see_offers, move_api},
        {Verb::post, "/api/v1/referrals/{id}/offers", Can::make_offers, &kOfferApi},
    };
    return kRoutes;
}

} // namespace server::offers
