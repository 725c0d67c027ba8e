#include "server/editor/rule_leaf.hpp"
#include "models/rule.hpp"
#include "server/editor/places.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;
using Texts = std::vector<std::string>;

namespace {

bool is_plain_operand(const FactRow& fact, const json& value)
{
    if (!value.is_object()) return true;
    const bool texts =
        value.value("standard", json("")).is_string() && value.value("times", json("")).is_string();
    if (value.contains("standard")) return fact.type == FactType::fen && texts;
    return value.contains("date") && fact.type == FactType::date;
}

// The two ends of a range with their marks, one value otherwise.
struct Operands {
    json low, high;
    std::string ends = "[]";
};

Operands operands_in(const json& leaf)
{
    const auto op = op_in(leaf);
    const auto& value = leaf.at(op);
    if (op != "between" || !value.is_array()) return {value, {}};
    Operands operands;
    if (!value.empty()) operands.low = value[0];
    if (value.size() > 1) operands.high = value[1];
    if (value.size() > 2 && value[2].is_string()) operands.ends = value[2];
    return operands;
}

Texts listed(const json& value)
{
    Texts texts;
    for (const auto& one : value.is_array() ? value : json::array({value}))
        if (one.is_string() && !one.get_ref<const std::string&>().empty()) texts.push_back(one);
    return texts;
}

Texts one_text(std::string text) { return text.empty() ? Texts{} : Texts{std::move(text)}; }
std::string joined_lines(const Texts& texts)
{
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : "\n") + text;
    return all;
}

void type_fen(const json& value, const std::string& name, html::Typed& typed)
{
    if (!value.is_object()) {
        typed[name] = one_text(yuan_typed(value));
        typed[name + "_unit"] = {"yuan"};
        return;
    }
    typed[name] = one_text(value.contains("times") ? value["times"].get<std::string>() : "1");
    typed[name + "_unit"] = {value["standard"].get<std::string>()};
}

json fen_in(const Form& form, const std::string& name)
{
    const auto unit = form.text(name + "_unit"), typed = form.text(name);
    if (unit.empty() || unit == "yuan") return typed.empty() ? json("") : yuan_json(typed);
    json value{{"standard", unit}};
    if (typed != "1") value["times"] = typed;
    return value;
}

void type_date(const json& value, const std::string& name, html::Typed& typed)
{
    const bool moved = value.is_object();
    const auto& base = moved ? value["date"] : value;
    const auto text = base.is_string() ? base.get<std::string>() : std::string();
    const bool day = text != "as_of" && text != "first_entry";
    typed[name + "_base"] = {day ? "day" : text};
    typed[name] = day ? one_text(text) : Texts{};
    for (const auto* step : {"years", "months"})
        if (moved && value.contains(step)) typed[name + "_" + step] = {number_typed(value[step])};
}

json date_in(const Form& form, const std::string& name)
{
    const auto base = form.text(name + "_base");
    const json date = base.empty() || base == "day" ? form.text(name) : base;
    json value{{"date", date}};
    for (const auto* step : {"years", "months"})
        if (const auto number = number_json(form.text(name + "_" + step)); !number.is_null() && number != 0)
            value[step] = number;
    return value.size() == 1 ? date : value;
}

// Several where the comparison takes several; otherwise the only one, and what is not one is refused.
json codes_in(const std::string& op, const Texts& codes)
{
    if (codes.size() == 1) return codes.front(); // as it is written everywhere
    if (op == "is" && codes.empty()) return "";
    return codes;
}

Texts sent_texts(const Form& form, const std::string& name)
{
    Texts texts;
    for (const auto& text : form.all(name))
        for (std::size_t begin = 0; begin <= text.size();) {
            const auto end = std::min(text.find('\n', begin), text.size());
            auto line = text.substr(begin, end - begin);
            std::erase(line, '\r');
            if (!line.empty()) texts.push_back(std::move(line));
            begin = end + 1;
        }
    return texts;
}

json operand_in(const Form& form, const FactRow& fact, const std::string& op, const std::string& name,
                const Divisions& divisions)
{
    switch (fact.type) {
    case FactType::yes_no: {
        const auto typed = form.text(name);
        return typed == "yes" || typed == "no" ? json(typed == "yes") : json(typed);
    }
    case FactType::number: {
        const auto number = number_json(form.text(name));
        return number.is_null() ? json("") : number;
    }
    case FactType::fen: return fen_in(form, name);
    case FactType::date: return date_in(form, name);
    case FactType::area: {
        Texts areas;
        for (const auto& word : words_in(form.text(name))) {
            const auto area = find_place(divisions, word);
            areas.push_back(area ? to_text(*area) : word);
        }
        return codes_in(op, areas);
    }
    case FactType::code:
    case FactType::list:
        return codes_in(op, in_order(words_in(form.text(name + "_order")), sent_texts(form, name)));
    }
    return {};
}

void type_operand(const FactRow& fact, const json& value, const std::string& name, const Divisions& divisions,
                  html::Typed& typed)
{
    switch (fact.type) {
    case FactType::yes_no:
        typed[name] = one_text(value.is_boolean() ? (value.get<bool>() ? "yes" : "no") : "");
        return;
    case FactType::number: typed[name] = one_text(number_typed(value)); return;
    case FactType::fen: return type_fen(value, name, typed);
    case FactType::date: return type_date(value, name, typed);
    case FactType::area: {
        Texts names;
        for (const auto& text : listed(value)) {
            const auto area = parse_area(text);
            names.push_back(area ? place_text(divisions, *area) : text);
        }
        typed[name] = one_text(joined_lines(names));
        return;
    }
    case FactType::code:
    case FactType::list: {
        const auto codes = listed(value);
        typed[name] = is_coded(fact) ? codes : one_text(joined_lines(codes));
        std::string order;
        for (const auto& code : codes) order += code + " ";
        if (is_coded(fact)) typed[name + "_order"] = one_text(order);
    }
    }
}

} // namespace

const FactRow& fact_in(const json& leaf) { return *find_fact(leaf.at("fact").get<std::string>()); }

bool is_coded(const FactRow& fact)
{
    return (fact.type == FactType::code || fact.type == FactType::list) && !fact.codes.empty();
}

std::string op_in(const json& leaf)
{
    for (const auto& [name, value] : leaf.items())
        if (from_name<Op>(name)) return name;
    return {};
}

bool is_plain_leaf(const json& rule)
{
    if (!rule.is_object() || !rule.contains("fact") || !rule["fact"].is_string()) return false;
    const auto* fact = find_fact(rule["fact"].get<std::string>());
    if (!fact || rule.size() != 2 || op_in(rule).empty()) return false;
    const auto operands = operands_in(rule);
    return is_plain_operand(*fact, operands.low) && is_plain_operand(*fact, operands.high);
}

std::vector<std::string_view> ops_of(const FactRow& fact)
{
    switch (fact.type) {
    case FactType::yes_no: return {"is"};
    case FactType::list: return {"has"};
    case FactType::code:
    case FactType::area: return {"in", "is"};
    default: return {"at_most", "less_than", "at_least", "more_than", "is", "between"};
    }
}

json new_leaf(const FactRow& fact)
{
    const std::string op(ops_of(fact).front());
    return {{"fact", fact.name}, {op, ""}};
}

json leaf_in(const Form& form, const std::string& id, const Divisions& divisions)
{
    const auto* fact = find_fact(form.text(id + "/fact"));
    if (!fact) return {{"fact", form.text(id + "/fact")}};
    auto op = form.text(id + "/op");
    const auto ops = ops_of(*fact);
    if (std::ranges::find(ops, op) == ops.end()) op = ops.front();
    auto value = operand_in(form, *fact, op, id + "/value", divisions);
    if (op == "between") {
        value = json::array({std::move(value), operand_in(form, *fact, op, id + "/high", divisions)});
        if (const auto ends = form.text(id + "/ends"); !ends.empty() && ends != "[]") value.push_back(ends);
    }
    return {{"fact", fact->name}, {op, std::move(value)}};
}

html::Typed typed_leaf(const json& leaf, const std::string& id, const Divisions& divisions)
{
    const auto& fact = fact_in(leaf);
    const auto operands = operands_in(leaf);
    html::Typed typed;
    type_operand(fact, operands.low, id + "/value", divisions, typed);
    if (op_in(leaf) != "between") return typed;
    type_operand(fact, operands.high, id + "/high", divisions, typed);
    typed[id + "/ends"] = {operands.ends};
    return typed;
}

} // namespace server::editor
