#include "server/formats/fact_json.hpp"
#include "server/formats/rule_json.hpp"
#include <nlohmann/json.hpp>

namespace server {

using nlohmann::json;
using namespace models;

namespace {

json write_date(const RuleDate& date)
{
    if (const auto* day = std::get_if<Date>(&date)) return to_text(*day);
    return std::holds_alternative<AsOf>(date) ? "as_of" : "first_entry";
}

std::string write_times(Times times)
{
    auto rest = std::to_string(times.ten_thousandths % 10'000);
    rest.insert(0, 4 - rest.size(), '0');
    rest.resize(rest.find_last_not_of('0') + 1);
    return std::to_string(times.ten_thousandths / 10'000) + (rest.empty() ? "" : "." + rest);
}

json write_operand(const FactRow& row, const Operand& operand)
{
    if (const auto* number = std::get_if<std::int64_t>(&operand)) {
        if (row.type == FactType::yes_no) return *number != 0;
        return *number;
    }
    if (const auto* codes = std::get_if<CodeSet>(&operand))
        return codes->size() == 1 ? json(codes->front()) : json(*codes);
    if (const auto* areas = std::get_if<AreaSet>(&operand)) {
        json list = json::array();
        for (const auto area : *areas) list.push_back(to_text(area));
        return list.size() == 1 ? list[0] : list;
    }
    if (const auto* standard = std::get_if<StandardOperand>(&operand)) {
        json value{{"standard", name_of(standard->name)}};
        if (standard->times != Times{}) value["times"] = write_times(standard->times);
        return value;
    }
    if (const auto* fact = std::get_if<FactOperand>(&operand)) {
        json value{{"fact", row_of(fact->fact).name}};
        if (fact->times != Times{}) value["times"] = write_times(fact->times);
        return value;
    }
    const auto& date = std::get<DateOperand>(operand);
    if (date.years == 0 && date.months == 0) return write_date(date.date);
    json value{{"date", write_date(date.date)}};
    if (date.years != 0) value["years"] = date.years;
    if (date.months != 0) value["months"] = date.months;
    return value;
}

json write_leaf(const Leaf& leaf)
{
    const auto& row = row_of(leaf.fact);
    json value{{"fact", row.name}};
    if (leaf.on) value["on"] = write_date(*leaf.on);
    if (leaf.known_then) value["known"] = "then";
    const std::string op(name_of(leaf.op));
    value[op] = write_operand(row, leaf.value);
    if (leaf.high) {
        json range = json::array({value[op], write_operand(row, *leaf.high)});
        if (leaf.low_open || leaf.high_open)
            range.push_back(std::string(leaf.low_open ? "(" : "[") + (leaf.high_open ? ")" : "]"));
        value[op] = range;
    }
    return value;
}

} // namespace

json write_rule(const Rule& rule)
{
    switch (rule.kind) {
    case RuleKind::all:
    case RuleKind::any: {
        json parts = json::array();
        for (const auto& part : rule.parts) parts.push_back(write_rule(part));
        return {{rule.kind == RuleKind::all ? "all" : "any", parts}};
    }
    case RuleKind::negation: return {{"not", write_rule(rule.parts.at(0))}};
    case RuleKind::member: {
        json value{{"member", write_rule(rule.parts.at(0))}};
        if (rule.at_least != 1) value["at_least"] = rule.at_least;
        return value;
    }
    case RuleKind::person: return {{"person", write_rule(rule.parts.at(0))}};
    case RuleKind::named: return {{"named", rule.name}};
    case RuleKind::leaf: return write_leaf(rule.leaf);
    }
    return nullptr;
}

} // namespace server
