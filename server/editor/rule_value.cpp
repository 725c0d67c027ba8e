#include "models/rule.hpp"
#include "server/editor/rule_leaf.hpp"

namespace server::editor {

using nlohmann::json;
using namespace models;
using Control = html::Fields::Kind;

namespace {

using Options = std::vector<html::Fields::Option>;

Options units_of(const html::Words& words)
{
    Options units{{"yuan", words.say("editor.unit.yuan")}};
    for (const auto& [standard, name] : kNames<StandardName>)
        units.push_back(
            {std::string(name),
             words.say("editor.unit.times", {{"standard", words.say("standard." + std::string(name))}})});
    return units;
}

void ask_operand(const html::Words& words, const FactRow& fact, const std::string& name,
                 const std::string& label, std::vector<html::Fields::Asked>& fields)
{
    const auto say = [&](const char* key) { return words.say(std::string("editor.value.") + key); };
    switch (fact.type) {
    case FactType::yes_no:
        fields.push_back(
            {name,
             label,
             Control::select,
             {{"", say("choose")}, {"yes", words.say("rule.yes")}, {"no", words.say("rule.no")}}});
        return;
    case FactType::number:
        fields.push_back({name, label, Control::line, {}, unit_words(words, fact)});
        return;
    case FactType::fen:
        fields.push_back({name, label, Control::line});
        fields.push_back({name + "_unit", say("unit"), Control::select, units_of(words)});
        return;
    case FactType::date:
        fields.push_back(
            {name + "_base",
             label,
             Control::select,
             {{"day", say("day")}, {"as_of", say("as_of")}, {"first_entry", say("first_entry")}}});
        fields.push_back({name, say("the_day"), Control::date});
        fields.push_back({name + "_years", say("years"), Control::line});
        fields.push_back({name + "_months", say("months"), Control::line});
        return;
    case FactType::area: fields.push_back({name, label, Control::lines}); return;
    case FactType::code:
    case FactType::list:
        if (!is_coded(fact)) return fields.push_back({name, label, Control::lines});
        html::Fields::Asked asked{name, label, Control::checks};
        for (const auto code : fact.codes)
            asked.options.push_back(
                {std::string(code), words.say("code." + std::string(fact.name) + "." + std::string(code))});
        fields.push_back(std::move(asked));
    }
}

} // namespace

std::string unit_words(const html::Words& words, const FactRow& fact)
{
    if (fact.type == FactType::fen) return words.say("editor.unit.yuan");
    const auto key = "unit." + std::string(fact.name);
    if (!words.messages.has(key)) return {};
    auto unit = words.say(key, {{"n", ""}});
    std::erase(unit, ' ');
    return unit;
}

std::string ends_words(const html::Words& words, std::string_view marks)
{
    return words.say(std::string("editor.ends.") + (marks.front() == '(' ? "open" : "closed") +
                     (marks.back() == ')' ? "_open" : "_closed"));
}

std::vector<html::Fields::Asked> value_fields(const html::Words& words, const json& leaf,
                                              const std::string& id)
{
    const auto& fact = fact_in(leaf);
    const bool range = op_in(leaf) == "between";
    std::vector<html::Fields::Asked> fields;
    ask_operand(words, fact, id + "/value", words.say(range ? "editor.value.low" : "editor.value.value"),
                fields);
    if (!range) return fields;
    ask_operand(words, fact, id + "/high", words.say("editor.value.high"), fields);
    html::Fields::Asked ends{id + "/ends", words.say("editor.value.ends"), Control::select};
    for (const auto* marks : {"[]", "(]", "[)", "()"})
        ends.options.push_back({marks, ends_words(words, marks)});
    fields.push_back(std::move(ends));
    return fields;
}

} // namespace server::editor
