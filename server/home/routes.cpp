#include "server/home/routes.hpp"
#include "server/home/handlers.hpp"

namespace server::home {

Response show(const Call& call, store::Reader& db) { return call.actor ? desk(call, db) : front(call, db); }

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/", Can::anyone, show},
        {Verb::get, "/livez", Can::anyone, &kAlive},
        {Verb::get, "/readyz", Can::anyone, &kReady},
        {Verb::get, "/metrics", Can::anyone, &kMetrics},
    };
    return kRoutes;
}

} // namespace server::home
