#include "server/editor/found.hpp"
#include "server/html/messages.hpp"
#include "server/http/idempotency.hpp"
#include "server/programs/words.hpp"

namespace server::editor {

using nlohmann::json;
using namespace models;

namespace {

json row_of_section(const html::Words& words, const store::Sketch& sketch, const SectionStanding& one)
{
    const std::string name(name_of(one.section));
    const bool missing = one.standing == Standing::missing;
    const auto say = [&](const char* key) { return words.say(std::string("editor.standing.") + key); };
    const auto n = static_cast<std::int64_t>(one.faults.size());
    const auto label = missing                              ? words.one_or_many("editor.standing.missing", n)
                       : one.standing == Standing::done     ? say("done")
                       : one.standing == Standing::optional ? say("optional")
                                                            : say("untouched");
    return {{"href", path_of(sketch, one.section) + (missing ? "?check=1" : "")},
            {"section_label", words.say("editor.section." + name)},
            {"section_about", words.say("editor.about." + name)},
            {"standing", label},
            {"is_done", one.standing == Standing::done},
            {"is_missing", missing},
            {"is_other", !missing && one.standing != Standing::done}};
}

} // namespace

json tasks_view(const Call& call, const Found& found, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto standings = standings_of(*call.library, found.sketch, found.document);
    json sections = json::array();
    std::int64_t whole = 0;
    for (const auto& one : standings) {
        sections.push_back(row_of_section(words, found.sketch, one));
        whole += one.faults.empty();
    }
    const auto name = name_of_program(words, found.document);
    const bool readable = whole == std::ssize(standings);
    json program;
    if (found.sketch.program) program = {{"program_href", "/programs/" + to_text(found.sketch.program)}};
    return {{"page_title", name},
            {"name", name},
            {"summary", html::problems_part(words, faults, "main")},
            {"of_program", std::move(program)},
            {"lead", words.say("editor.tasks.lead",
                               {{"n", std::to_string(whole)}, {"all", std::to_string(standings.size())}})},
            {"sections", std::move(sections)},
            {"review_href", path_of(found.sketch) + "/review"},
            {"may_drive", readable ? json{{"drive_action", path_of(found.sketch) + "/test-drive"}} : json()},
            {"cannot_drive", !readable},
            {"drop_action", path_of(found.sketch) + "/drop"},
            {"version", std::to_string(found.sketch.version)},
            {"once", new_form_token()}};
}

} // namespace server::editor
