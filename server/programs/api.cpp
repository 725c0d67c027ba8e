#include "server/formats/program_json.hpp"
#include "server/http/etag.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/document.hpp"
#include "server/programs/filter.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "server/programs/views.hpp"
#include "server/programs/warnings.hpp"
#include "server/programs/what_if.hpp"
#include <any>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::programs {

using nlohmann::json;
using namespace models;

namespace {

Response program_response(const Call& call, int status, const Program& program,
                          const std::vector<Fault>& warnings)
{
    auto value = program_json(*call.library, program);
    value["warnings"] = warnings_json(*call.library, call.language, warnings);
    return with_etag(json_response(status, value.dump()), program.version);
}

Response stored_response(const Call& call, store::Reader& db, int status, ProgramId id,
                         const std::vector<Fault>& warnings)
{
    const auto row = store::find_program(db, id);
    if (!row) throw std::logic_error("a program just stored is not there");
    return program_response(call, status, stored_program(*row, call.library->named_rules), warnings);
}

// A program on its way to its warnings: the one that is stored, or the one that was sent.
struct Looked {
    Result<Program> program; // what was sent may be wrong: it is refused when it would be saved
    std::shared_ptr<const matching::Snapshot> families;
    std::vector<Fault> warnings;
};
using Carried = std::shared_ptr<Looked>;

std::optional<Response> find_asked(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? find_visible(*db, call.actor, *id) : std::nullopt;
    if (!row) return not_found(call);
    auto program = stored_program(*row, call.library->named_rules);
    if (!may_try(call.actor, row->organization)) return program_response(call, 200, program, {});
    auto families = families_to_warn_by(call, *db, program);
    carried = std::make_shared<Looked>(Looked{std::move(program), std::move(families), {}});
    return {};
}

std::optional<Response> warn_and_answer(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    const auto& looked = *std::any_cast<const Carried&>(carried);
    return program_response(call, 200, *looked.program, warnings_of(*looked.program, looked.families.get()));
}

std::optional<Response> read_sent(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    auto looked = std::make_shared<Looked>(Looked{sent_program(call), {}, {}});
    if (looked->program) looked->families = families_now(call, *db);
    carried = std::move(looked);
    return {};
}

std::optional<Response> warn(const Call&, store::Reader*, store::Writer*, std::any& carried)
{
    auto& looked = *std::any_cast<const Carried&>(carried);
    if (looked.program) looked.warnings = warnings_of(*looked.program, looked.families.get());
    return {};
}

std::optional<Response> create(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& [program, families, warnings] = *std::any_cast<const Carried&>(carried);
    return run_once(call, *db, [&]() -> Response {
        if (!program) return refusal_response(call, program.error());
        const auto id = register_program(*db, call.actor, *program, *call.library->divisions, call.now);
        if (!id) return refusal_response(call, id.error());
        auto response = stored_response(call, *db, 201, *id, warnings);
        response.fields.emplace_back("Location", "/api/v1/programs/" + to_text(*id));
        return response;
    });
}

std::optional<Response> replace(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? find_visible(*db, call.actor, *id) : std::nullopt;
    if (!row || row->organization != call.actor.organization) return not_found(call);
    const auto seen = require_version(call, row->version);
    if (!seen) return refusal_response(call, seen.error());
    const auto& [program, families, warnings] = *std::any_cast<const Carried&>(carried);
    if (!program) return refusal_response(call, program.error());
    const auto version =
        change_program(*db, call.actor, *id, *seen, *program, *call.library->divisions, call.now);
    if (!version) return refusal_response(call, version.error());
    return stored_response(call, *db, 200, *id, warnings);
}

} // namespace

// GET /api/v1/programs
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {"need", "area", "organization", "state", "q"}))
        return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto filter = read_filter(call.query, *call.library);
    if (!filter) return refusal_response(call, filter.error());

    const auto all = call.library->catalog->current(db);
    const auto page = page_of(*all, call.actor, *filter, *wish);
    json items = json::array();
    for (const auto* program : page.programs) items.push_back(program_row_json(*call.library, *program));
    return list_response(call, {{"items", std::move(items)}, {"total", page.count}}, page.next);
}

// GET /api/v1/programs/{id}
const Steps kShowApi{{{LaneName::read, find_asked}, {LaneName::work, warn_and_answer}}};

// POST /api/v1/programs
const Steps kCreate{{{LaneName::read, read_sent}, {LaneName::work, warn}, {LaneName::write, create}}};

// PUT /api/v1/programs/{id}
const Steps kReplace{{{LaneName::read, read_sent}, {LaneName::work, warn}, {LaneName::write, replace}}};

} // namespace server::programs
