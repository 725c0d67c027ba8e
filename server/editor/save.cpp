#include "models/store/audit.hpp"
#include "server/editor/changes.hpp"
#include "server/editor/found.hpp"
#include "server/editor/routes.hpp"
#include "server/formats/program_json.hpp"
#include "server/html/messages.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/programs/document.hpp"
#include "server/programs/manage.hpp"
#include "server/programs/service.hpp"
#include "server/programs/words.hpp"

namespace server::editor {

using nlohmann::json;
using namespace models;

namespace {

// The program as it would be saved, and what it is now.
struct Coming {
    json document;
    std::vector<std::string> clashing;
    std::optional<store::ProgramRow> now;
    std::optional<Program> before;
};

Coming coming_of(const Call& call, store::Reader& db, const Found& found)
{
    if (!found.sketch.program) return {found.document, {}, {}, {}};
    auto row = store::find_program(db, found.sketch.program);
    if (!row) throw std::logic_error("a sketch of a program that is not there");
    auto before = programs::stored_program(*row, call.library->named_rules);
    auto result = merged(json::parse(found.sketch.base), found.document, write_program(before));
    return {std::move(result.document), std::move(result.clashing), std::move(row), std::move(before)};
}

json missing_view(const Call& call, const html::Words& words, const Found& found)
{
    json rows = json::array();
    for (const auto& one : standings_of(*call.library, found.sketch, found.document)) {
        if (one.faults.empty()) continue;
        const auto asking = asking_of(call, words, found.sketch);
        json texts = json::array();
        for (const auto& fault :
             settled(asking, form_of(asking, one.section, found.document), found.document, one.faults))
            texts.push_back(
                {{"text", html::sentence(words.messages, words.language, fault)},
                 {"field_href", path_of(found.sketch, one.section) + "?check=1#" +
                                    (fault.pointer.empty() ? "section" : fault.pointer.substr(1))}});
        rows.push_back({{"href", path_of(found.sketch, one.section) + "?check=1"},
                        {"section_label", words.say("editor.section." + std::string(name_of(one.section)))},
                        {"missing_texts", std::move(texts)}});
    }
    return html::rows_part(std::move(rows));
}

json clashing_view(const html::Words& words, const Coming& coming)
{
    json rows = json::array();
    for (const auto& pointer : coming.clashing)
        rows.push_back({{"text", words.say("editor.section." + std::string(name_of(section_of(pointer))))}});
    return html::rows_part(std::move(rows));
}

json review_view(const Call& call, store::Reader& db, const Found& found, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto coming = coming_of(call, db, found);
    const auto program = program_in(*call.library, coming.document);
    const bool is_open = coming.now && coming.now->state == ProgramState::open;
    const auto name = name_of_program(words, found.document);
    auto changes =
        program ? changes_view(words, coming.before ? &*coming.before : nullptr, *program) : json::array();
    const bool nothing = program && changes.empty();
    json save;
    if (program && !is_open)
        save = {{"save_action", path_of(found.sketch) + "/save"},
                {"clashing", clashing_view(words, coming)},
                {"version", std::to_string(found.sketch.version)},
                {"once", new_form_token()}};
    return {{"page_title", words.say("editor.review.title", {{"name", name}})},
            {"name", name},
            {"sketch_href", path_of(found.sketch)},
            {"summary", html::problems_part(words, faults, "save")},
            {"missing", missing_view(call, words, found)},
            {"changes", html::rows_part(std::move(changes))},
            {"nothing", nothing},
            {"save", std::move(save)},
            {"pause_first",
             is_open ? json{{"program_href", "/programs/" + to_text(found.sketch.program)}} : json()}};
}

Response reviewed_again(const Call& call, store::Reader& db, const Found& found, const Refusal& refusal)
{
    auto faults = refusal.faults;
    for (auto& fault : faults) fault.pointer.clear();
    return page(call, "editor/review", review_view(call, db, found, faults),
                status_for(refusal.reason, false));
}

Result<ProgramId> saved(const Call& call, store::Writer& db, const Found& found)
{
    const auto coming = coming_of(call, db, found);
    auto program = program_in(*call.library, coming.document);
    if (!program) return std::unexpected(program.error());
    if (!coming.clashing.empty() && !call.form.has("mine"))
        return refuse(Reason::stale, "error.editor.clashing");
    const auto& divisions = *call.library->divisions;
    if (!coming.now) {
        program->state = ProgramState::draft;
        return programs::register_program(db, call.actor, *std::move(program), divisions, call.now);
    }
    program->state = coming.now->state;
    const auto version = programs::change_program(db, call.actor, coming.now->id, coming.now->version,
                                                  *std::move(program), divisions, call.now);
    if (!version) return std::unexpected(version.error());
    return coming.now->id;
}

// The version that was last open: what the other manager compares with.
std::optional<Program> last_open(const Call& call, store::Reader& db, const store::ProgramRow& row)
{
    for (const auto& document : store::earlier_documents(db, row.id)) {
        const auto read = read_program(json::parse(document), call.library->named_rules);
        if (read && read->state == ProgramState::open) return *read;
    }
    return {};
}

} // namespace

Response review(const Call& call, store::Reader& db)
{
    const auto found = find_own(call, db);
    return found ? page(call, "editor/review", review_view(call, db, *found, {})) : not_found(call);
}

Response save_program(const Call& call, store::Writer& db)
{
    const auto found = find_own(call, db);
    if (!found) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        if (call.form.integer("version") != found->sketch.version)
            return reviewed_again(call, db, *found, {Reason::stale, {{"error.editor.stale", "", {}}}});
        const auto program = saved(call, db, *found);
        if (!program) return reviewed_again(call, db, *found, program.error());
        if (!store::delete_sketch(db, found->sketch))
            return reviewed_again(call, db, *found, {Reason::stale, {{"error.editor.stale", "", {}}}});
        return see_other("/programs/" + to_text(*program));
    });
}

Response show_changes(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? programs::find_visible(db, call.actor, *id) : std::nullopt;
    if (!row || row->organization != call.actor.organization) return not_found(call);
    const auto words = programs::words_of(*call.library, call.language);
    const auto program = programs::stored_program(*row, call.library->named_rules);
    const auto before = last_open(call, db, *row);
    auto changes = changes_view(words, before ? &*before : nullptr, program);
    const bool waits = row->state == ProgramState::draft || row->state == ProgramState::paused;
    const bool own = store::is_program_editor(db, row->id, call.actor.account);
    json opening;
    if (waits && !own)
        opening = {{"open_action", "/programs/" + to_text(row->id) + "/state"},
                   {"open_label", words.say(before ? "programs.manage.resume" : "programs.manage.publish")},
                   {"version", std::to_string(row->version)},
                   {"once", new_form_token()}};
    const auto name = programs::name_in(call.language, program.name);
    return page(call, "editor/changes",
                {{"page_title", words.say("editor.changes.title", {{"name", name}})},
                 {"name", name},
                 {"program_href", "/programs/" + to_text(row->id)},
                 {"nothing", changes.empty()},
                 {"changes", html::rows_part(std::move(changes))},
                 {"opening", std::move(opening)},
                 {"another_opens", waits && own}});
}

} // namespace server::editor
