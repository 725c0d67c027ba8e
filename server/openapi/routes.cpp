#include "server/openapi/routes.hpp"
#include "server/http/library.hpp"
#include "server/http/steps.hpp"

namespace server::openapi {

namespace {

std::optional<Response> describe(const Call& call, store::Reader*, store::Writer*, std::any&)
{
    return json_response(200, *call.library->description);
}

const Steps kDescribe{{{LaneName::io, describe}}};

} // namespace

std::span<const Route> routes()
{
    static const Route kRoutes[] = {{Verb::get, "/api/openapi.json", Can::anyone, &kDescribe}};
    return kRoutes;
}

} // namespace server::openapi
