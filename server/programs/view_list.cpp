#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/decode.hpp"
#include "server/http/library.hpp"
#include "server/programs/views.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>

namespace server::programs {

using nlohmann::json;
using namespace models;
using html::Words;

namespace {

json option(const std::string& code, const std::string& label, bool selected)
{
    return {{"code", code}, {"label", label}, {"selected", selected}};
}

json need_options(const Words& words, const Library& library, const Filter& filter)
{
    json options = json::array();
    for (const auto& type : library.need_types)
        options.push_back(option(type.code, words.say("need." + type.code), filter.need == type.code));
    return options;
}

json area_option(const Words& words, const Division& division, const Filter& filter)
{
    const bool english = words.language == Language::en && !division.name_en.empty();
    return option(to_text(division.area), english ? division.name_en : division.name,
                  filter.area == division.area);
}

// Prefectures with their counties below: one list, without a script.
json area_groups(const Words& words, const Library& library, const Filter& filter)
{
    json groups = json::array();
    for (const auto& province : library.divisions->under({}))
        for (const auto& prefecture : library.divisions->under(province.area)) {
            json options = json::array({area_option(words, prefecture, filter)});
            for (const auto& county : library.divisions->under(prefecture.area))
                options.push_back(area_option(words, county, filter));
            const json label = options.front()["label"];
            groups.push_back({{"label", label}, {"options", std::move(options)}});
        }
    return groups;
}

json state_options(const Words& words, const Call& call, const Filter& filter)
{
    json options = json::array();
    for (const auto& [state, name] : kNames<ProgramState>) {
        if (state == ProgramState::draft && !call.actor.is_charity()) continue;
        const std::string code(name);
        options.push_back(option(code, words.say("programs.state." + code), filter.state == state));
    }
    return options;
}

// The same list for another need, without the cursor; the other filters stay.
std::string href_for_need(const Call& call, const std::string& need)
{
    std::string query;
    for (const auto& [name, value] : call.query.fields()) {
        if (name == "need" || name == "after" || name == "lang" || value.empty()) continue;
        query += (query.empty() ? "?" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
    }
    if (!need.empty()) query += (query.empty() ? "?need=" : "&need=") + percent_encoded(need);
    return call.path + query;
}

json chip(const std::string& label, const std::string& href, bool current)
{
    return {{"label", label}, {"href", href}, {"current", current}, {"other", !current}};
}

json need_chips(const Words& words, const Call& call, const Filter& filter)
{
    json chips = json::array(
        {chip(words.say("programs.list.any_need"), href_for_need(call, ""), filter.need.empty())});
    for (const auto& type : call.library->need_types)
        if (type.common || filter.need == type.code)
            chips.push_back(chip(words.say("need." + type.code), href_for_need(call, type.code),
                                 filter.need == type.code));
    return chips;
}

json row_view(const Words& words, const Call& call, const Program& program)
{
    const bool english = words.language == Language::en;
    json needs = json::array();
    for (const auto& purpose : program.purposes)
        needs.push_back({{"text", words.say("need." + purpose.need)}});
    const std::string state(name_of(program.state));
    const auto now = window_now(program, call.now);
    const bool open = program.state == ProgramState::open;
    return {{"href", "/programs/" + to_text(program.id)},
            {"name", name_in(words.language, program.name)},
            {"name_lang", english && !program.name.en.empty() ? "en" : "zh-CN"},
            {"summary", name_in(words.language, program.summary)},
            {"summary_lang", english && !program.summary.en.empty() ? "en" : "zh-CN"},
            {"organization", program.organization_name},
            {"state", state},
            {"state_label", words.say("programs.state." + state)},
            {"later", open && now == WindowNow::later},
            {"over", open && now == WindowNow::over},
            {"award", award_in_short(words, program.award)},
            {"left", left_words(words, program.room)},
            {"needs", std::move(needs)}};
}

json link_or_none(const std::string& href)
{
    return href.empty() ? json::array() : json::array({{{"href", href}}});
}

} // namespace

json list_view(const Call& call, const Filter& filter, const Page& page)
{
    const auto& library = *call.library;
    const auto words = words_of(library, call.language);
    json rows = json::array();
    for (const auto* program : page.programs) rows.push_back(row_view(words, call, *program));
    return {{"q", call.query.text("q")},
            {"may_add", allowed(call.actor.role, Can::manage_programs)},
            {"needs", need_options(words, library, filter)},
            {"areas", area_groups(words, library, filter)},
            {"states", state_options(words, call, filter)},
            {"chips", need_chips(words, call, filter)},
            {"count", words.one_or_many("programs.list.count", static_cast<std::int64_t>(page.count))},
            {"filtered", !filter.is_empty()},
            {"none", page.count == 0},
            {"rows", std::move(rows)},
            {"first", link_or_none(call.query.has("after") ? href_for_need(call, filter.need) : "")},
            {"next", link_or_none(page.next == 0 ? "" : next_page_of(call, page.next))}};
}

} // namespace server::programs
