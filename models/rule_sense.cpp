#include "models/rule_sense.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace models {

namespace {

// Values on a line, in half steps so that an open end is the half step beside it.
struct Interval {
    std::int64_t low{}, high{};
};
using Intervals = std::vector<Interval>; // apart and in order

constexpr std::int64_t kFar = std::int64_t{1} << 60;

Intervals intersection(const Intervals& a, const Intervals& b)
{
    Intervals shared;
    for (const auto& x : a)
        for (const auto& y : b)
            if (std::max(x.low, y.low) <= std::min(x.high, y.high))
                shared.push_back({std::max(x.low, y.low), std::min(x.high, y.high)});
    return shared;
}

Intervals outside(const Interval& one, std::int64_t step)
{
    return {{-kFar, one.low - step}, {one.high + step, kFar}};
}

// What an operand is measured against, and where on that line it lies: 1.5 × a standard lies on another line
// than 1000 yuan, for nobody knows here how the two compare.
struct Point {
    std::string line;
    std::int64_t place{};
};

std::int64_t within_reach(std::int64_t value) { return std::clamp(value, -kFar / 4, kFar / 4) * 2; }

std::optional<Point> point_of(const Operand& operand)
{
    if (const auto* number = std::get_if<std::int64_t>(&operand)) return Point{"", within_reach(*number)};
    if (const auto* standard = std::get_if<StandardOperand>(&operand))
        return Point{"standard " + std::string(name_of(standard->name)),
                     within_reach(standard->times.ten_thousandths)};
    if (const auto* fact = std::get_if<FactOperand>(&operand)) {
        if (row_of(fact->fact).low < 0) return {}; // twice a debt is less than the debt
        return Point{"fact " + std::string(row_of(fact->fact).name),
                     within_reach(fact->times.ten_thousandths)};
    }
    const auto* date = std::get_if<DateOperand>(&operand);
    if (!date) return {};
    if (const auto* day = std::get_if<Date>(&date->date)) {
        const auto at = moment(*day, date->years, date->months);
        return Point{"day", within_reach(at.month * 32 + at.day)};
    }
    const bool first_entry = std::holds_alternative<FirstEntry>(date->date);
    return Point{first_entry ? "first entry" : "as of",
                 within_reach(std::int64_t{12} * date->years + date->months)};
}

// Numbers, fen and days move in whole steps; money per head is an exact fraction, and so may be what lies
// between two multiples of a line.
std::int64_t step_of(const FactRow& fact, const std::string& line)
{
    const bool fraction = fact.derived && fact.type == FactType::fen;
    return (line.empty() && !fraction) || line == "day" ? 2 : 1;
}

struct Bound {
    std::string line;
    Interval allowed;
};

// between gives two bounds, on two lines perhaps; everything else one.
std::vector<Bound> bounds_of(const Leaf& leaf)
{
    const auto first = point_of(leaf.value);
    const auto second = leaf.high ? point_of(*leaf.high) : std::nullopt;
    if (!first || (leaf.op == Op::between && !second)) return {};
    const auto step = step_of(row_of(leaf.fact), first->line);
    switch (leaf.op) {
    case Op::is: return {{first->line, {first->place, first->place}}};
    case Op::at_least: return {{first->line, {first->place, kFar}}};
    case Op::more_than: return {{first->line, {first->place + step, kFar}}};
    case Op::at_most: return {{first->line, {-kFar, first->place}}};
    case Op::less_than: return {{first->line, {-kFar, first->place - step}}};
    case Op::between: {
        const auto high_step = step_of(row_of(leaf.fact), second->line);
        return {{first->line, {first->place + (leaf.low_open ? step : 0), kFar}},
                {second->line, {-kFar, second->place - (leaf.high_open ? high_step : 0)}}};
    }
    case Op::in:
    case Op::has: return {};
    }
    return {};
}

using Conditions = std::vector<Condition>;

bool has_empty_line(const FactRow& fact, const Conditions& conditions)
{
    std::map<std::string, Intervals> left;
    if (fact.type == FactType::yes_no) left[""] = {{0, 0}, {2, 2}};
    if (fact.type == FactType::number || fact.type == FactType::fen)
        left[""] = {{within_reach(fact.low), within_reach(fact.high)}};
    for (const auto& condition : conditions) {
        const auto bounds = bounds_of(*condition.leaf);
        const bool one_line = bounds.size() == 2 && bounds[0].line == bounds[1].line;
        if (condition.negated && bounds.size() == 2 && !one_line) continue; // not (a and b) says little
        for (const auto& bound : bounds) left.try_emplace(bound.line, Intervals{{-kFar, kFar}});
        if (!condition.negated) {
            for (const auto& bound : bounds)
                left[bound.line] = intersection(left[bound.line], {bound.allowed});
        } else if (!bounds.empty()) {
            const Interval allowed{bounds.front().allowed.low, bounds.back().allowed.high};
            const auto& line = bounds[0].line;
            left[line] = intersection(left[line], outside(allowed, step_of(fact, line)));
        }
    }
    return std::ranges::any_of(left, [](const auto& line) { return line.second.empty(); });
}

bool has_no_code(const FactRow& fact, const Conditions& conditions)
{
    std::optional<std::set<std::string>> left; // nothing: any text
    if (!fact.codes.empty()) left.emplace(fact.codes.begin(), fact.codes.end());
    std::set<std::string> barred;
    for (const auto& condition : conditions) {
        const auto* codes = std::get_if<CodeSet>(&condition.leaf->value);
        if (!codes) continue;
        if (condition.negated) {
            barred.insert(codes->begin(), codes->end());
            continue;
        }
        if (!left) left.emplace(codes->begin(), codes->end());
        std::erase_if(*left,
                      [&](const auto& code) { return std::ranges::find(*codes, code) == codes->end(); });
    }
    return left && std::ranges::all_of(*left, [&](const auto& code) { return barred.contains(code); });
}

// A list may hold several codes, so only "has one of these" with "has none of these and more" cannot be.
bool is_list_impossible(const Conditions& conditions)
{
    std::set<std::string> barred;
    for (const auto& condition : conditions)
        if (const auto* codes = std::get_if<CodeSet>(&condition.leaf->value); codes && condition.negated)
            barred.insert(codes->begin(), codes->end());
    return std::ranges::any_of(conditions, [&](const Condition& condition) {
        const auto* codes = std::get_if<CodeSet>(&condition.leaf->value);
        return codes && !condition.negated &&
               std::ranges::all_of(*codes, [&](const auto& code) { return barred.contains(code); });
    });
}

bool has_no_area(const Conditions& conditions)
{
    std::optional<AreaSet> left; // nothing: everywhere
    for (const auto& condition : conditions) {
        const auto* areas = std::get_if<AreaSet>(&condition.leaf->value);
        if (!areas || condition.negated) continue;
        AreaSet shared;
        for (const auto a : left.value_or(*areas))
            for (const auto b : *areas)
                if (covers(a, b) || covers(b, a)) shared.push_back(covers(a, b) ? b : a);
        left = shared;
    }
    if (!left) return false;
    for (const auto& condition : conditions)
        if (const auto* barred = std::get_if<AreaSet>(&condition.leaf->value); barred && condition.negated)
            std::erase_if(*left, [&](Area area) {
                return std::ranges::any_of(*barred, [&](Area outer) { return covers(outer, area); });
            });
    return left->empty();
}

bool is_impossible(const FactRow& fact, const Conditions& conditions)
{
    switch (fact.type) {
    case FactType::code: return has_no_code(fact, conditions);
    case FactType::list: return is_list_impossible(conditions);
    case FactType::area: return has_no_area(conditions);
    case FactType::number:
    case FactType::fen:
    case FactType::date:
    case FactType::yes_no: return has_empty_line(fact, conditions);
    }
    return false;
}

bool reads_the_same(const Leaf& a, const Leaf& b)
{
    return a.fact == b.fact && a.on == b.on && a.known_then == b.known_then;
}

std::vector<Conditions> grouped(std::span<const Condition> conditions)
{
    std::vector<Conditions> groups;
    for (const auto& condition : conditions) {
        const auto at = std::ranges::find_if(
            groups, [&](const Conditions& group) { return reads_the_same(*group[0].leaf, *condition.leaf); });
        if (at == groups.end())
            groups.push_back({condition});
        else
            at->push_back(condition);
    }
    return groups;
}

} // namespace

bool is_contradictory(std::span<const Condition> conditions)
{
    return std::ranges::any_of(grouped(conditions), [](const Conditions& group) {
        // Where a fact does not apply every opposite holds, so opposites alone contradict nothing.
        const bool asserted = !std::ranges::all_of(group, &Condition::negated);
        return asserted && is_impossible(row_of(group[0].leaf->fact), group);
    });
}

bool is_always_true(std::span<const Condition> conditions)
{
    return std::ranges::any_of(grouped(conditions), [](Conditions group) {
        for (auto& condition : group) condition.negated = !condition.negated;
        return is_impossible(row_of(group[0].leaf->fact), group);
    });
}

} // namespace models
