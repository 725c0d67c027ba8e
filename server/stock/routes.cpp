#include "server/stock/routes.hpp"
#include "server/stock/pages.hpp"

namespace server::stock {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/stock", Can::answer_offers, list},
        {Verb::post, "/stock", Can::answer_offers, add_now},
        {Verb::post, "/stock/{id}/moves", Can::answer_offers, move_now},
        {Verb::get, "/offers/{id}/deliveries/{delivery}/goods", Can::answer_offers, show_goods},
        {Verb::post, "/offers/{id}/deliveries/{delivery}/goods", Can::answer_offers, hand_out_now},
        {Verb::post, "/offers/{id}/deliveries/{delivery}/slip", Can::answer_offers, print_slip,
         "name, phone, address, id_last_four"},
        {Verb::get, "/api/v1/stock", Can::answer_offers, list_api},
    };
    return kRoutes;
}

} // namespace server::stock
