#include "server/standing_rules/routes.hpp"

namespace server::standing_rules {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/standing-rules", Can::make_offers, list},
        {Verb::post, "/standing-rules", Can::make_offers, approve_one},
        {Verb::post, "/standing-rules/{id}/end", Can::make_offers, end_one},

        // /api/v1
        {Verb::get, "/api/v1/standing-rules", Can::make_offers, list_api},
        {Verb::post, "/api/v1/standing-rules", Can::make_offers, approve_api},
        {Verb::post, "/api/v1/standing-rules/{id}/end", Can::make_offers, end_api},
    };
    return kRoutes;
}

} // namespace server::standing_rules
