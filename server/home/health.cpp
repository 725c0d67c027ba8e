#include "models/store/programs.hpp"
#include "server/home/handlers.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/log/metrics.hpp"
#include "server/population/population.hpp"

namespace server::home {

namespace {

std::optional<Response> alive(const Call&, store::Reader*, store::Writer*, std::any&)
{
    return text_response(200, "ok\n");
}

std::optional<Response> ready(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    store::last_change(*db); // a database that does not answer throws: 503
    const auto& population = *call.library->population;
    if (population.is_complete()) return text_response(200, "ok\n");
    auto response = text_response(503, "loading " + std::to_string(population.loaded()) + " %\n");
    response.fields.emplace_back("Retry-After", "1");
    return response;
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
