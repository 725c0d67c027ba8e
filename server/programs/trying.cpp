#include "server/programs/trying.hpp"
#include "models/store/sketches.hpp"
#include "server/html/page.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/decode.hpp"
#include "server/http/problem.hpp"
#include "server/programs/dials.hpp"
#include "server/programs/document.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "server/programs/warnings.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>

namespace server::programs {

using nlohmann::json;
using namespace models;

namespace {

constexpr std::int64_t kMostTrials = 30;

json trying_view(const Call& call, const Program& program, TrialState state, int permille)
{
    const auto words = words_of(*call.library, call.language);
    const bool english = words.language == Language::en && !program.name.en.empty();
    const auto name = name_in(words.language, program.name);
    json fields = json::array();
    for (const auto& dial : dials_of(words, program))
        if (call.query.has(dial.field))
            fields.push_back({{"field", dial.field}, {"value", call.query.text(dial.field)}});
    const auto title = words.say("programs.what_if.title", {{"name", name}});
    return {{"page_title", title},
            {"page_refresh", 2},
            {"title", title},
            {"id", to_text(program.id)},
            {"name", name},
            {"name_lang", english ? "en" : "zh-CN"},
            {"sentence", words.say("programs.what_if.trying." + std::string(name_of(state)))},
            {"permille", permille},
            {"percent", std::to_string(permille / 10)},
            {"fields", std::move(fields)}};
}

json trying_json(ProgramId program, std::string_view state, int permille)
{
    return {{"program", to_text(program)}, {"state", state}, {"permille", permille}};
}

} // namespace

std::expected<Program, Response> program_to_try(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? find_visible(db, call.actor, *id) : std::nullopt;
    if (!row) return std::unexpected(not_found(call));
    if (!may_try(call.actor, row->organization)) return std::unexpected(forbidden(call));
    return stored_program(*row, call.library->named_rules);
}

std::optional<Response> count_trial(const Call& call, store::Writer& db, SketchId sketch,
                                    const store::AuditEvent& event)
{
    if (store::count_test_drives(db, call.actor.account, call.now - std::chrono::hours(24)) >= kMostTrials)
        return refusal_response(
            call,
            {Reason::too_many, {{"error.editor.too_many_drives", "", {{"n", std::to_string(kMostTrials)}}}}});
    store::note_test_drive(db, call.actor.account, sketch, call.now);
    store::append_audit(db, event);
    return {};
}

Response trying_response(const Call& call, const Program& program, TrialState state, int permille)
{
    if (!call.api) return page(call, "programs/trying", trying_view(call, program, state, permille));
    auto response = json_response(202, trying_json(program.id, name_of(state), permille).dump());
    response.fields.emplace_back("Location", "/api/v1/programs/" + to_text(program.id) + "/what-if");
    return response;
}

// POST /programs/{id}/what-if/stop: back to the figures as they were typed.
Response stop_trying(const Call& call, store::Reader& db)
{
    const auto program = program_to_try(call, db);
    if (!program) return program.error();
    call.library->trials->end(call.actor, program->id);
    std::string address = "/programs/" + to_text(program->id) + "/what-if?stopped=yes";
    for (const auto& dial : dials_of(words_of(*call.library, call.language), *program))
        if (call.form.has(dial.field))
            address += "&" + dial.field + "=" + percent_encoded(call.form.text(dial.field));
    return see_other(address);
}

// GET /api/v1/programs/{id}/what-if
Response see_trial_api(const Call& call, store::Reader& db)
{
    const auto program = program_to_try(call, db);
    if (!program) return program.error();
    const auto seen = call.library->trials->look(call.actor, program->id, call.now);
    if (!seen) return not_found(call);
    if (seen->state == TrialState::failed) return problem_response(call, 500);
    if (!seen->trial) return trying_response(call, *program, seen->state, seen->permille);
    return json_response(200, trial_json(call, seen->before, *seen->trial).dump());
}

// POST /api/v1/programs/{id}/what-if/stop
Response stop_trying_api(const Call& call, store::Reader& db)
{
    const auto program = program_to_try(call, db);
    if (!program) return program.error();
    const auto seen = call.library->trials->look(call.actor, program->id, call.now);
    if (!seen) return not_found(call);
    call.library->trials->end(call.actor, program->id);
    return json_response(200, trying_json(program->id, "stopped", seen->permille).dump());
}

} // namespace server::programs
