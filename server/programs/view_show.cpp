#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/manage.hpp"
#include "server/programs/view_capacity.hpp"
#include "server/programs/views.hpp"
#include "server/programs/warnings.hpp"
#include "server/programs/what_if.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>

namespace server::programs {

using nlohmann::json;
using namespace models;
using html::Words;

namespace {

json lines(const std::vector<std::string>& texts)
{
    json list = json::array();
    for (const auto& text : texts) list.push_back({{"text", text}});
    return list;
}

// A part of the page that is there or not: a section of one element, or none.
json part(const std::vector<std::string>& texts)
{
    return texts.empty() ? json::array() : json::array({{{"lines", lines(texts)}}});
}

json part(const std::string& text) { return text.empty() ? json::array() : json::array({{{"text", text}}}); }

std::vector<std::string> coded(const Words& words, const char* group, const std::vector<std::string>& codes)
{
    std::vector<std::string> texts;
    for (const auto& code : codes) texts.push_back(html::word(words.messages, words.language, group, code));
    return texts;
}

std::vector<std::string> needs_of(const Words& words, const Program& program)
{
    std::vector<std::string> texts;
    for (const auto& purpose : program.purposes) {
        auto need = words.say("need." + purpose.need);
        texts.push_back(purpose.main ? need : words.say("programs.show.side_need", {{"need", need}}));
    }
    return texts;
}

std::vector<std::string> windows_of(const Words& words, const Program& program)
{
    if (program.windows.empty()) return {words.say("programs.window.always")};
    std::vector<std::string> texts;
    for (const auto& window : program.windows) texts.push_back(window_sentence(words, window));
    return texts;
}

std::string hint_of(const Words& words, const Program& program)
{
    if (program.by_list) return words.say("applicant.hint.list");
    const auto key = "applicant.hint." + std::string(name_of(program.applicant));
    return words.messages.has(key) ? words.say(key) : "";
}

std::string confirmed_text(const Words& words, const Program& program)
{
    return program.last_confirmed ? html::day(words.language, *program.last_confirmed)
                                  : words.say("programs.show.never_confirmed");
}

std::string record_text(const Words& words, const TrackRecord& record)
{
    if (record.accepted == 0) return {};
    return words.say("programs.show.record_text",
                     {{"accepted", std::to_string(record.accepted)},
                      {"fulfilled", std::to_string(record.fulfilled)},
                      {"days", std::to_string(record.median_days_to_first_help)}});
}

void add_identity(json& view, const Words& words, const Call& call, const Program& program)
{
    const bool english = words.language == Language::en;
    const std::string state(name_of(program.state));
    const bool open = program.state == ProgramState::open;
    const auto now = window_now(program, call.now);
    view["page_title"] = name_in(words.language, program.name);
    view["id"] = to_text(program.id);
    view["name"] = name_in(words.language, program.name);
    view["name_lang"] = english && !program.name.en.empty() ? "en" : "zh-CN";
    view["about"] = part(name_in(words.language, program.summary));
    view["about_lang"] = english && !program.summary.en.empty() ? "en" : "zh-CN";
    view["organization"] = program.organization_name;
    view["organization_href"] = "/organizations/" + to_text(program.organization);
    view["state"] = state;
    view["state_label"] = words.say("programs.state." + state);
    view["open_now"] = open && now == WindowNow::open;
    view["later"] = open && now == WindowNow::later;
    view["over"] = open && now == WindowNow::over;
}

void add_rules(json& view, const Words& words, const Program& program)
{
    view["who"] = who(words, program);
    view["hint"] = part(hint_of(words, program));
    view["manual"] = part(name_in(words.language, program.manual_checks));
    view["award"] = lines(award_sentences(words, program.award));
    view["award_notes"] = part(award_notes(words, program.award));
    view["limits"] = part(limit_sentences(words, program));
    view["priority"] = part(priority_sentences(words, program.priority));
    view["served"] = served_sentence(words, program);
    view["windows"] = lines(windows_of(words, program));
    view["delivery"] = part(program.delivery ? window_sentence(words, *program.delivery) : "");
    view["documents"] = part(coded(words, "document", program.documents));
    view["steps"] = part(coded(words, "step", program.steps));
    view["duties"] = part(coded(words, "duty", program.duties));
}

void add_facts(json& view, const Words& words, const Program& program)
{
    view["needs"] = lines(needs_of(words, program));
    view["applicant"] = words.say("applicant." + std::string(name_of(program.applicant)));
    view["via"] = part(program.via);
    view["edition"] = part(program.edition);
    view["code"] = program.code;
    view["version"] = std::to_string(program.version);
    view["government_paid"] = program.government_paid;
    view["source"] = part(name_in(words.language, program.source_note));
    view["last_confirmed"] = confirmed_text(words, program);
    view["record"] = part(record_text(words, program.record));
}

} // namespace

json show_view(const Call& call, const Shown& shown, const std::vector<Fault>& faults)
{
    const auto& program = shown.program;
    const auto words = words_of(*call.library, call.language);
    const bool own =
        call.actor.role == Role::charity_manager && call.actor.organization == program.organization;
    json view;
    add_identity(view, words, call, program);
    add_rules(view, words, program);
    add_facts(view, words, program);
    add_capacity(view, words, shown);
    add_manage(view, call, shown, faults);
    view["warnings"] = warnings_part(call, shown.warnings);
    view["may_try"] = may_try(call.actor, program.organization) && program.state != ProgramState::closed;
    view["may_match"] = allowed(call.actor.role, Can::see_takers) && is_matchable(program);
    view["own"] = own ? json{{"copy_once", new_form_token()}} : json();
    view["draft"] = program.state == ProgramState::draft;
    return view;
}

} // namespace server::programs
