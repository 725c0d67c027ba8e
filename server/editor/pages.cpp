#include "models/store/audit.hpp"
#include "server/editor/found.hpp"
#include "server/editor/routes.hpp"
#include "server/formats/program_json.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/programs/document.hpp"
#include "server/programs/service.hpp"
#include "server/programs/words.hpp"

namespace server::editor {

using nlohmann::json;
using namespace models;

namespace {

// Larger than any program that is meant; what is typed beyond is refused, not cut.
constexpr std::size_t kMostDocument = 200'000;

std::optional<store::ProgramRow> own_program(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    auto row = id ? programs::find_visible(db, call.actor, *id) : std::nullopt;
    if (row && row->organization != call.actor.organization) row.reset();
    return row;
}

SketchId begin_sketch(const Call& call, store::Writer& db, ProgramId program, const std::string& base,
                      const json& document)
{
    store::Sketch sketch;
    sketch.organization = call.actor.organization;
    sketch.program = program;
    sketch.base = base;
    sketch.document = document.dump();
    if (!base.empty())
        for (const auto& [section, name] : kNames<Section>) set_seen(sketch, section);
    sketch.changed_by = call.actor.account;
    sketch.changed_at = call.now;
    const auto id = store::insert_sketch(db, sketch);
    store::append_audit(db, {call.now, call.actor.account, "sketch.begun", to_text(id), {}});
    return id;
}

Response to_sketch(SketchId id) { return see_other("/sketches/" + to_text(id)); }

// The next part; after the last one, all of them are looked over.
std::string path_after(const store::Sketch& sketch, Section section)
{
    bool found = false;
    for (const auto& [one, name] : kNames<Section>) {
        if (found) return path_of(sketch, one);
        found = one == section;
    }
    return path_of(sketch) + "/review";
}

json new_view(const Call& call, const std::vector<store::Sketch>& sketches)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& sketch : sketches) {
        const auto document = json::parse(sketch.document);
        rows.push_back({{"href", path_of(sketch)}, {"name", name_of_program(words, document)}});
    }
    return {{"once", new_form_token()}, {"begun", html::rows_part(std::move(rows))}};
}

// The next edition of a program: what it says, a year on, without what it had to give.
json next_edition(json document)
{
    for (const auto* own : {"code", "edition", "last_confirmed"}) document[own] = nullptr;
    document["state"] = name_of(ProgramState::draft);
    document["capacity"]["places"] = document["capacity"]["budget_fen"] = nullptr;
    for (auto& quota : document["capacity"]["quotas"]) quota["places"] = quota["budget_fen"] = nullptr;
    for (auto& site : document["sites"]) site["places"] = nullptr;
    const auto later = [](json& time) {
        const auto from = time.is_string() ? parse_time(time.get<std::string>()) : std::nullopt;
        if (!from) return;
        const auto day = day_of(*from);
        auto next = day + std::chrono::years(1);
        if (!next.ok()) next = next.year() / next.month() / std::chrono::last; // from 29 February
        time = to_text(start_of(next) + (*from - start_of(day)));
    };
    const auto window_later = [&](json& window) {
        if (!window.is_object()) return;
        for (const auto* end : {"from", "until"}) later(window[end]);
    };
    for (auto& window : document["windows"]) window_later(window);
    window_later(document["delivery"]);
    return document;
}

// 2026: 2027; nothing else can be counted on.
std::string edition_after(const std::string& edition)
{
    const auto number = number_json(edition);
    return edition.size() == 4 && number.is_number_integer() ? std::to_string(number.get<int>() + 1)
                                                             : std::string();
}

} // namespace

std::optional<Found> find_own(const Call& call, store::Reader& db)
{
    const auto id = parse_id<SketchId>(call.capture("id"));
    auto sketch = id ? store::find_sketch(db, *id) : std::nullopt;
    if (!sketch || sketch->organization != call.actor.organization) return {};
    auto document = json::parse(sketch->document);
    return Found{*std::move(sketch), std::move(document)};
}

std::string path_of(const store::Sketch& sketch) { return "/sketches/" + to_text(sketch.id); }
std::string path_of(const store::Sketch& sketch, Section section)
{
    return path_of(sketch) + "/sections/" + std::string(name_of(section));
}

Asking asking_of(const Call& call, const html::Words& words, const store::Sketch& sketch)
{
    return {words, *call.library, !sketch.program};
}

std::string name_of_program(const html::Words& words, const json& document)
{
    const auto text = [&](const char* field) {
        const auto value = document.value(field, json());
        return value.is_string() ? value.get<std::string>() : std::string();
    };
    if (words.language == Language::en && !text("name_en").empty()) return text("name_en");
    return text("name").empty() ? words.say("editor.unnamed") : text("name");
}

Response new_page(const Call& call, store::Reader& db)
{
    return page(call, "editor/new", new_view(call, store::list_sketches(db, call.actor.organization)));
}

Response begin_new(const Call& call, store::Writer& db)
{
    if (!call.actor.organization)
        return refusal_response(call, {Reason::forbidden, {{"error.program.no_organization", "", {}}}});
    return run_once(call, db, [&] { return to_sketch(begin_sketch(call, db, {}, "", new_document())); });
}

Response edit_page(const Call& call, store::Reader& db)
{
    const auto row = own_program(call, db);
    if (!row) return not_found(call);
    if (const auto sketch = store::find_sketch_of(db, row->id)) return to_sketch(sketch->id);
    const auto program = programs::stored_program(*row, call.library->named_rules);
    const bool closed = row->state == ProgramState::closed;
    return page(call, "editor/edit",
                {{"program_name", programs::name_in(call.language, program.name)},
                 {"program_href", "/programs/" + to_text(row->id)},
                 {"id", to_text(row->id)},
                 {"may_begin", closed ? json() : json{{"once", new_form_token()}}},
                 {"is_open", row->state == ProgramState::open},
                 {"is_closed", closed}});
}

Response begin_change(const Call& call, store::Writer& db)
{
    const auto row = own_program(call, db);
    if (!row) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        if (row->state == ProgramState::closed)
            return refusal_response(call, {Reason::wrong_state, {{"error.program.closed", "", {}}}});
        if (const auto sketch = store::find_sketch_of(db, row->id)) return to_sketch(sketch->id);
        const auto document = write_program(programs::stored_program(*row, call.library->named_rules));
        return to_sketch(begin_sketch(call, db, row->id, document.dump(), document));
    });
}

Response copy_program(const Call& call, store::Writer& db)
{
    const auto row = own_program(call, db);
    if (!row) return not_found(call);
    return run_once(call, db, [&] {
        const auto document = write_program(programs::stored_program(*row, call.library->named_rules));
        auto next = next_edition(document);
        if (const auto edition =
                edition_after(document["edition"].is_string() ? document["edition"].get<std::string>() : "");
            !edition.empty())
            next["edition"] = edition;
        return to_sketch(begin_sketch(call, db, {}, "", next));
    });
}

Response show_sketch(const Call& call, store::Reader& db)
{
    const auto found = find_own(call, db);
    return found ? page(call, "editor/tasks", tasks_view(call, *found)) : not_found(call);
}

Response show_section(const Call& call, store::Reader& db)
{
    const auto found = find_own(call, db);
    const auto section = from_name<Section>(call.capture("section"));
    if (!found || !section) return not_found(call);
    return page(call, "editor/section", section_view(call, *found, *section, call.query.has("check")));
}

Response keep_section(const Call& call, store::Writer& db)
{
    auto found = find_own(call, db);
    const auto section = from_name<Section>(call.capture("section"));
    if (!found || !section) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        const auto words = programs::words_of(*call.library, call.language);
        const bool rows =
            put_section(asking_of(call, words, found->sketch), *section, call.form, found->document);
        const auto again = [&](const char* key, int status) {
            return page(call, "editor/section", section_view(call, *found, *section, false, {{key, "", {}}}),
                        status);
        };
        if (call.form.integer("version") != found->sketch.version) return again("error.editor.stale", 409);
        auto& sketch = found->sketch;
        sketch.document = found->document.dump();
        if (sketch.document.size() > kMostDocument) return again("error.editor.too_large", 422);
        set_seen(sketch, *section);
        sketch.changed_by = call.actor.account;
        sketch.changed_at = call.now;
        if (!store::save_sketch(db, sketch)) return again("error.editor.stale", 409);
        store::append_audit(db, {call.now, call.actor.account, "sketch.changed", to_text(sketch.id),
                                 R"({"section":")" + std::string(name_of(*section)) + "\"}"});
        const auto act = call.form.text("act");
        const auto here = path_of(sketch, *section);
        if (rows)
            return see_other(here + (act.starts_with("add ") ? "#" + act.substr(4) + "/add" : "#section"));
        if (act == "refresh") return see_other(here + "#section");
        for (const auto& fault : faults_of(*call.library, found->document))
            if (section_of(fault.pointer) == *section) return see_other(here + "?check=1");
        return see_other(act == "next" ? path_after(sketch, *section) : path_of(sketch));
    });
}

Response drop_sketch(const Call& call, store::Writer& db)
{
    const auto found = find_own(call, db);
    if (!found) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        if (call.form.integer("version") != found->sketch.version || !store::delete_sketch(db, found->sketch))
            return page(call, "editor/tasks", tasks_view(call, *found, {{"error.editor.stale", "", {}}}),
                        409);
        store::append_audit(db,
                            {call.now, call.actor.account, "sketch.dropped", to_text(found->sketch.id), {}});
        return see_other(found->sketch.program ? "/programs/" + to_text(found->sketch.program) : "/programs");
    });
}

} // namespace server::editor
