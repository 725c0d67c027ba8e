#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/dials.hpp"
#include "server/programs/what_if.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>

namespace server::programs {

using nlohmann::json;
using namespace models;
using html::Words;

namespace {

std::string say(const Words& words, const std::string& key, std::map<std::string, std::string> values = {})
{
    return words.say("programs.what_if." + key, std::move(values));
}

std::string unit_of(const Words& words, const Dial& dial)
{
    if (dial.unit == DialUnit::number) return dial.counts;
    return words.say("programs.dial.unit." + std::string(name_of(dial.unit)));
}

// Every figure as it stands, or as it was typed.
json dials_view(const Call& call, const Words& words, const WhatIf& what_if)
{
    json rows = json::array();
    for (const auto& dial : dials_of(words, what_if.before)) {
        json problem;
        for (const auto& fault : what_if.faults)
            if (fault.pointer == "/" + dial.field)
                problem = {{"text", html::sentence(words.messages, words.language, fault)}};
        rows.push_back({{"field", dial.field},
                        {"label", dial.label},
                        {"unit", unit_of(words, dial)},
                        {"value", call.query.has(dial.field) ? call.query.text(dial.field) : dial.value},
                        {"problem", std::move(problem)}});
    }
    return rows;
}

// A fault of the whole stands deeper in the program, or nowhere.
bool is_of_a_dial(const Fault& fault)
{
    return fault.key.starts_with("error.program.") && fault.pointer.size() > 1;
}

json summary_view(const Words& words, const std::vector<Fault>& faults)
{
    if (faults.empty()) return nullptr;
    json problems = json::array();
    for (const auto& fault : faults) {
        const bool of_a_figure = is_of_a_dial(fault);
        problems.push_back({{"field", of_a_figure ? fault.pointer.substr(1) : "try"},
                            {"text", html::sentence(words.messages, words.language, fault)}});
    }
    return {{"problems", std::move(problems)}};
}

std::string with_unit(const Words& words, const Dial& dial)
{
    if (dial.value.empty()) return say(words, "unlimited");
    const auto unit = unit_of(words, dial);
    if (unit.empty()) return dial.value;
    return words.say("programs.dial.with_unit", {{"value", dial.value}, {"unit", unit}});
}

json changed_view(const Words& words, const WhatIf& what_if)
{
    json rows = json::array();
    const auto before = dials_of(words, what_if.before), after = dials_of(words, what_if.after);
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i].value != after[i].value)
            rows.push_back({{"text", say(words, "changed",
                                         {{"label", before[i].label},
                                          {"before", with_unit(words, before[i])},
                                          {"after", with_unit(words, after[i])}})}});
    return rows;
}

class Table {
public:
    explicit Table(const Words& words) : words_(words) {}

    std::string families(const std::optional<std::int64_t>& told) const
    {
        return told ? say(words_, "about", {{"n", html::whole_number(*told)}}) : say(words_, "few");
    }
    std::string money(const std::optional<Money>& told) const
    {
        return told ? say(words_, "about_money", {{"sum", html::yuan_short(*told)}}) : say(words_, "untold");
    }
    json row(const std::string& head, const ToldShift& shift) const
    {
        return {{"head", head},
                {"was", families(shift.before.eligible)},
                {"is", families(shift.after.eligible)},
                {"in", families(shift.in)},
                {"out", families(shift.out)},
                {"other", families(shift.other_award)},
                {"asked", families(shift.after.to_be_asked)},
                {"cost_was", money(shift.before.high)},
                {"cost_is", money(shift.after.high)}};
    }

private:
    const Words& words_;
};

json table_view(const Words& words, const ToldImpact& told)
{
    const Table table(words);
    json rows = json::array({table.row(say(words, "all"), told.all)});
    for (std::size_t tier = 0; tier < told.by_tier.size(); ++tier)
        rows.push_back(table.row(say(words, "tier", {{"n", std::to_string(tier + 1)}}), told.by_tier[tier]));
    for (const auto& [county, shift] : told.by_county)
        rows.push_back(table.row(county ? html::area_name(words, county) : say(words, "no_county"), shift));
    return rows;
}

// Whether the money would do for everybody.
std::string money_sentence(const Words& words, const Program& after, const ToldShift& all)
{
    if (!after.room.budget || !all.after.high) return {};
    return say(
        words, *all.after.high <= *after.room.budget ? "enough" : "short",
        {{"budget", html::yuan_short(*after.room.budget)}, {"cost", html::yuan_short(*all.after.high)}});
}

std::string money_words(const Words& words, Money sum)
{
    return words.say("value.fen", {{"yuan", html::yuan_short(sum)}});
}

json near_view(const Words& words, const std::vector<FamilyNear>& families)
{
    json rows = json::array();
    for (const auto& family : families) {
        if (family.reference.empty()) continue;
        rows.push_back({{"href", "/referrals/" + to_text(family.referral)},
                        {"reference", family.reference},
                        {"what", say(words, "moved." + std::string(name_of(family.what)))},
                        {"was", money_words(words, family.before)},
                        {"is", money_words(words, family.after)}});
    }
    if (rows.empty()) return json::array();
    const bool cut = families.size() == kMostNamed;
    const auto more = cut ? say(words, "near.more", {{"n", std::to_string(kMostNamed)}}) : std::string();
    auto note = cut ? json::array({{{"text", more}}}) : json::array();
    return json::array({{{"rows", std::move(rows)}, {"more", std::move(note)}}});
}

bool is_own(const Call& call, const Program& program)
{
    return allowed(call.actor.role, Can::manage_programs) && call.actor.organization == program.organization;
}

bool can_be_edited(ProgramState state)
{
    return state == ProgramState::draft || state == ProgramState::paused;
}

// What was tried, to be saved as it was typed.
json save_view(const Call& call, const Words& words, const WhatIf& what_if)
{
    if (!is_own(call, what_if.before) || !can_be_edited(what_if.before.state)) return json::array();
    json fields = json::array();
    for (const auto& dial : dials_of(words, what_if.after))
        fields.push_back({{"field", dial.field}, {"value", dial.value}});
    return json::array({{{"fields", std::move(fields)}, {"once", new_form_token()}}});
}

json result_view(const Call& call, const Words& words, const WhatIf& what_if)
{
    if (!what_if.trial) return json::array();
    const auto& told = what_if.trial->told;
    auto changed = changed_view(words, what_if);
    const auto money = money_sentence(words, what_if.after, told.all);
    json result;
    result["unchanged"] = changed.empty();
    result["pause_first"] =
        !changed.empty() && is_own(call, what_if.before) && what_if.before.state == ProgramState::open;
    result["save"] = changed.empty() ? json::array() : save_view(call, words, what_if);
    result["changed"] = std::move(changed);
    result["warnings"] = warnings_part(call, what_if.trial->warnings);
    result["privacy"] = say(words, "privacy", {{"n", std::to_string(told.smallest)}});
    result["rows"] = table_view(words, told);
    result["money"] = money.empty() ? json::array() : json::array({{{"text", money}}});
    result["near_by"] = near_view(words, what_if.trial->near_by);
    return json::array({std::move(result)});
}

json told_or_null(const std::optional<std::int64_t>& number) { return number ? json(*number) : json(); }
json told_or_null(const std::optional<Money>& money) { return money ? json(money->fen) : json(); }

json reach_json(const ToldReach& reach)
{
    return {{"eligible", told_or_null(reach.eligible)},
            {"to_be_asked", told_or_null(reach.to_be_asked)},
            {"low_fen", told_or_null(reach.low)},
            {"high_fen", told_or_null(reach.high)}};
}

json shift_json(const ToldShift& shift)
{
    return {{"before", reach_json(shift.before)},
            {"after", reach_json(shift.after)},
            {"in", told_or_null(shift.in)},
            {"out", told_or_null(shift.out)},
            {"other_award", told_or_null(shift.other_award)}};
}

} // namespace

json what_if_view(const Call& call, const WhatIf& what_if)
{
    const auto words = words_of(*call.library, call.language);
    const auto& program = what_if.before;
    const bool english = words.language == Language::en && !program.name.en.empty();
    const auto name = name_in(words.language, program.name);
    json view;
    view["page_title"] = say(words, "title", {{"name", name}});
    view["title"] = view["page_title"];
    view["id"] = to_text(program.id);
    view["name"] = name;
    view["name_lang"] = english ? "en" : "zh-CN";
    view["version"] = std::to_string(program.version);
    view["summary"] = summary_view(words, what_if.faults);
    view["stopped"] =
        call.query.has("stopped") ? json::array({{{"note", say(words, "stopped")}}}) : json::array();
    view["dials"] = dials_view(call, words, what_if);
    view["result"] = result_view(call, words, what_if);
    return view;
}

json trial_json(const Call& call, const Program& program, const Trial& trial)
{
    const auto& told = trial.told;
    json value{{"program", to_text(program.id)},
               {"as_of", to_text(trial.as_of)},
               {"smallest", told.smallest},
               {"warnings", warnings_json(*call.library, call.language, trial.warnings)},
               {"all", shift_json(told.all)},
               {"by_tier", json::array()},
               {"by_county", json::array()},
               {"near_by", json::array()}};
    for (const auto& shift : told.by_tier) value["by_tier"].push_back(shift_json(shift));
    for (const auto& [county, shift] : told.by_county) {
        auto one = shift_json(shift);
        one["county"] = county ? json(to_text(county)) : json();
        value["by_county"].push_back(std::move(one));
    }
    for (const auto& family : trial.near_by)
        value["near_by"].push_back({{"referral", to_text(family.referral)},
                                    {"what", name_of(family.what)},
                                    {"before_fen", family.before.fen},
                                    {"after_fen", family.after.fen}});
    return value;
}

json warnings_json(const Library& library, Language language, const std::vector<Fault>& warnings)
{
    json all = json::array();
    for (const auto& warning : warnings)
        all.push_back({{"pointer", warning.pointer},
                       {"code", warning.key},
                       {"text", html::sentence(*library.messages, language, warning)}});
    return all;
}

json warnings_part(const Call& call, const std::vector<Fault>& warnings)
{
    if (warnings.empty()) return json::array();
    json lines = json::array();
    for (const auto& warning : warnings)
        lines.push_back({{"text", html::sentence(*call.library->messages, call.language, warning)}});
    return json::array({{{"lines", std::move(lines)}}});
}

} // namespace server::programs
