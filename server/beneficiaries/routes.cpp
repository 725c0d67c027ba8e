#include "server/beneficiaries/routes.hpp"

namespace server::beneficiaries {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/offers/{id}/file", Can::answer_offers, show, "needs"},
        {Verb::post, "/offers/{id}/file", Can::answer_offers, open, "name, phone, address, id_last_four"},
    };
    return kRoutes;
}

} // namespace server::beneficiaries
