#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/document.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "server/programs/views.hpp"
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::programs {

using namespace models;

// GET /programs
Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto filter = read_filter(call.query, *call.library);
    if (!filter) return refusal_response(call, filter.error());
    const auto all = call.library->catalog->current(db);
    return page(call, "programs/list", list_view(call, *filter, page_of(*all, call.actor, *filter, *wish)));
}

Response show_with(const Call& call, store::Reader& db, ProgramId id, const std::vector<Fault>& faults,
                   int status)
{
    const auto row = find_visible(db, call.actor, id);
    if (!row) return not_found(call);
    const auto program = program_of(*row, call.library->named_rules);
    if (!program) throw std::runtime_error("a stored program cannot be read");
    const auto capacity = store::list_capacity(db, id);
    const auto sites = store::list_sites(db, id);
    return page(call, "programs/show", show_view(call, {*program, capacity, sites}, faults), status);
}

// GET /programs/{id}
Response show(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    return id ? show_with(call, db, *id, {}, 200) : not_found(call);
}

} // namespace server::programs
