#include "matching/picks.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

Distance together(const Picks& picks)
{
    Distance sum;
    for (const auto& pick : picks) {
        sum.steps += pick.distance.steps;
        sum.days += pick.distance.days;
        sum.fen += pick.distance.fen;
    }
    return sum;
}

FactChange change_of(const Pick& pick)
{
    FactChange change;
    change.kind = pick.lever.kind;
    change.fact = pick.lever.topic.fact;
    change.member = pick.lever.topic.member;
    change.need = pick.lever.topic.need;
    change.everyone_listed = pick.lever.topic.everyone_listed;
    change.to = pick.value;
    change.distance = pick.distance;
    return change;
}

std::string text_of(const FactValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* code = std::get_if<Code>(&value)) return code->text;
    if (const auto* area = std::get_if<Area>(&value)) return std::to_string(area->code);
    if (const auto* date = std::get_if<Date>(&value)) return to_text(*date);
    std::string text;
    for (const auto& code : std::get<CodeList>(value).codes) text += code + ',';
    return text;
}

} // namespace

std::vector<Lever> levers_in(const Picks& picks)
{
    std::vector<Lever> levers;
    for (const auto& pick : picks) levers.push_back(pick.lever);
    return levers;
}

Picks with(Picks picks, const Lever& lever, const Aim& aim)
{
    const auto at = std::ranges::upper_bound(picks, lever, {}, &Pick::lever);
    picks.insert(at, {lever, aim.value, aim.distance});
    return picks;
}

Way way_of(const Picks& picks)
{
    Way way;
    for (const auto& pick : picks) way.changes.push_back(change_of(pick));
    return way;
}

std::string key_of(const Picks& picks)
{
    const auto number = [](std::int64_t value) {
        auto digits = std::to_string(value);
        return std::string(20 - digits.size(), '0') + digits + ' ';
    };
    const auto far = together(picks);
    auto key = number(far.steps) + number(far.days) + number(far.fen);
    for (const auto& pick : picks) {
        const auto& topic = pick.lever.topic;
        key += number(static_cast<int>(pick.lever.kind)) + number(static_cast<int>(topic.fact)) +
               number(topic.member) + number(topic.everyone_listed) + text_of(pick.value) + '\n';
    }
    return key;
}

} // namespace matching
