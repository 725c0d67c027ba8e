#include "models/store/reopenings.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/document.hpp"
#include "server/programs/narrow.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "server/programs/views.hpp"
#include "server/programs/warnings.hpp"
#include <any>
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

namespace {

struct Stored {
    Program program;
    std::vector<store::CapacityRow> capacity;
    std::vector<store::SiteRow> sites;
    std::shared_ptr<const matching::Snapshot> families; // to be warned by; nothing: not told, or not yet
    std::vector<Area> too_far;
    bool own_edit = false;
    std::optional<Date> reopens = {};
};

std::optional<Stored> find_stored(const Call& call, store::Reader& db, ProgramId id)
{
    const auto row = find_visible(db, call.actor, id);
    if (!row) return {};
    Stored stored{stored_program(*row, call.library->named_rules),
                  store::list_capacity(db, id),
                  store::list_sites(db, id),
                  {},
                  {},
                  store::is_program_editor(db, id, call.actor.account),
                  store::find_reopening(db, id)};
    if (call.actor.organization == row->organization)
        for (const auto& found : found_too_far(db, row->organization, id))
            stored.too_far.push_back(found.county);
    return stored;
}

Response shown(const Call& call, const Stored& stored, const std::vector<Fault>& warnings,
               const std::vector<Fault>& faults, int status)
{
    const Shown all{stored.program, stored.capacity, stored.sites,  warnings,
                    stored.too_far, stored.own_edit, stored.reopens};
    return page(call, "programs/show", show_view(call, all, faults), status);
}

std::optional<Response> gather(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    auto stored = id ? find_stored(call, *db, *id) : std::nullopt;
    if (!stored) return not_found(call);
    if (!may_try(call.actor, stored->program.organization)) return shown(call, *stored, {}, {}, 200);
    stored->families = families_to_warn_by(call, *db, stored->program);
    carried = std::make_shared<const Stored>(*std::move(stored));
    return {};
}

std::optional<Response> warn_and_show(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    const auto& stored = *std::any_cast<const std::shared_ptr<const Stored>&>(carried);
    return shown(call, stored, warnings_of(stored.program, stored.families.get()), {}, 200);
}

} // namespace

Response show_with(const Call& call, store::Reader& db, ProgramId id, const std::vector<Fault>& faults,
                   int status, const std::vector<Fault>& warnings)
{
    const auto stored = find_stored(call, db, id);
    return stored ? shown(call, *stored, warnings, faults, status) : not_found(call);
}

// GET /programs/{id}
const Steps kShow{{{LaneName::read, gather}, {LaneName::work, warn_and_show}}};

} // namespace server::programs
