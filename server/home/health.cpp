#include "models/store/programs.hpp"
#include "server/home/handlers.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/log/metrics.hpp"

namespace server::home {

namespace {

std::optional<Response> alive(const Call&, store::Reader*, store::Writer*, std::any&)
{
    return text_response(200, "ok\n");
}

std::optional<Response> ready(const Call&, store::Reader* db, store::Writer*, std::any&)
{
    store::last_change(*db); // a database that does not answer throws: 503
    return text_response(200, "ok\n");
}

std::optional<Response> metrics(const Call& call, store::Reader*, store::Writer*, std::any&)
{
    if (!call.local && call.actor.role != models::Role::admin) return not_found(call);
    auto response = text_response(200, call.library->metrics->text());
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

} // namespace

const Steps kAlive{{{LaneName::io, alive}}};
const Steps kReady{{{LaneName::read, ready}}};
const Steps kMetrics{{{LaneName::work, metrics}}};

} // namespace server::home
