#include "tests/server/formats/random_rules.hpp"
#include <algorithm>

namespace tests {

using namespace models;
using namespace std::chrono;

namespace {

template <class Value> Value pick(const std::vector<Value>& from) { return *rc::gen::elementOf(from); }
std::int64_t between(std::int64_t low, std::int64_t high)
{
    return *rc::gen::inRange<std::int64_t>(low, high + 1);
}
bool coin() { return between(0, 1) == 1; }

Date any_date() { return plus_days(Date{year{1990} / 1 / 1}, static_cast<int>(between(0, 20'000))); }

Area any_area()
{
    static const std::vector<std::string> kAreas{"52",           "5203",      "520324", "520324103",
                                                 "520324103207", "520525005", "440309"};
    return parse_area(pick(kAreas)).value();
}

std::string any_code(const FactRow& row)
{
    if (row.codes.empty()) return "school_" + std::to_string(between(1, 99));
    return std::string(
        row.codes[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(row.codes.size()) - 1))]);
}

std::vector<std::string> some_codes(const FactRow& row, std::int64_t least, std::int64_t most)
{
    std::vector<std::string> codes;
    for (auto count = between(least, most); count > 0; --count) codes.push_back(any_code(row));
    std::ranges::sort(codes);
    codes.erase(std::ranges::unique(codes).begin(), codes.end());
    return codes;
}

Times any_times() { return {pick<std::int64_t>({10'000, 15'000, 5'000, 20'000, 1, 12'345, 0, 9'999'999})}; }

RuleDate any_rule_date()
{
    if (const auto kind = between(0, 2); kind == 0)
        return AsOf{};
    else if (kind == 1)
        return FirstEntry{};
    return any_date();
}

const std::vector<Op> kOrders{Op::at_least, Op::more_than, Op::at_most, Op::less_than};

Operand any_amount(const FactRow& row)
{
    if (row.type == FactType::fen && between(0, 4) == 0)
        return StandardOperand{pick<StandardName>({StandardName::dibao_line, StandardName::teku_line,
                                                   StandardName::disposable_income_last_year}),
                               any_times()};
    if (between(0, 5) == 0) return FactOperand{row.fact, any_times()};
    return between(row.low, std::min(row.high, row.low + 10'000'000));
}

Leaf number_leaf(const FactRow& row)
{
    Leaf leaf{row.fact, Op::is, any_amount(row), {}, false, false, {}, false};
    if (coin())
        leaf.op = pick(kOrders);
    else if (coin()) {
        const auto low = between(row.low, row.high - 1);
        leaf.op = Op::between;
        leaf.value = low;
        leaf.high = between(low + 1, row.high);
        leaf.low_open = coin();
        leaf.high_open = coin();
    }
    return leaf;
}

Leaf date_leaf(const FactRow& row)
{
    const auto operand = [] {
        return DateOperand{any_rule_date(), static_cast<int>(between(-20, 20)),
                           static_cast<int>(between(-30, 30))};
    };
    Leaf leaf{row.fact, Op::is, operand(), {}, false, false, {}, false};
    if (coin())
        leaf.op = pick(kOrders);
    else if (coin()) {
        leaf.op = Op::between;
        leaf.high = operand();
        leaf.low_open = coin();
        leaf.high_open = coin();
    }
    return leaf;
}

Leaf any_leaf_of(const FactRow& row)
{
    switch (row.type) {
    case FactType::code: {
        const bool one = coin();
        return {row.fact,
                one ? Op::is : Op::in,
                one ? CodeSet{any_code(row)} : some_codes(row, 1, 4),
                {},
                false,
                false,
                {},
                false};
    }
    case FactType::list: return {row.fact, Op::has, some_codes(row, 1, 4), {}, false, false, {}, false};
    case FactType::area: {
        const bool one = coin();
        return {row.fact,
                one ? Op::is : Op::in,
                one ? AreaSet{any_area()} : AreaSet{any_area(), any_area()},
                {},
                false,
                false,
                {},
                false};
    }
    case FactType::yes_no: return {row.fact, Op::is, between(0, 1), {}, false, false, {}, false};
    case FactType::number:
    case FactType::fen: return number_leaf(row);
    case FactType::date: return date_leaf(row);
    }
    return {};
}

enum class Inside { household, member };

Rule any_leaf(Inside inside)
{
    std::vector<const FactRow*> rows;
    for (const auto& row : all_facts())
        if ((row.level == FactLevel::member) == (inside == Inside::member)) rows.push_back(&row);
    Rule rule;
    rule.kind = RuleKind::leaf;
    const auto& row = *pick(rows);
    rule.leaf = any_leaf_of(row);
    if (row.can_change && between(0, 4) == 0) {
        rule.leaf.on = any_rule_date();
        rule.leaf.known_then = coin();
    }
    return rule;
}

Rule any_rule_at(int depth, Inside inside)
{
    const auto roll = depth >= 5 ? 0 : between(0, 9);
    Rule rule;
    if (roll <= 4) return any_leaf(inside);
    if (roll == 9 && inside == Inside::household) {
        rule.kind = coin() ? RuleKind::member : RuleKind::person;
        if (rule.kind == RuleKind::member) rule.at_least = between(1, 5);
        rule.parts.push_back(any_rule_at(depth + 1, Inside::member));
        return rule;
    }
    if (roll == 8) {
        rule.kind = RuleKind::negation;
        rule.parts.push_back(any_rule_at(depth + 1, inside));
        return rule;
    }
    rule.kind = coin() ? RuleKind::all : RuleKind::any;
    for (auto count = between(1, 4); count > 0; --count) rule.parts.push_back(any_rule_at(depth + 1, inside));
    return rule;
}

} // namespace

rc::Gen<FactValue> any_value_of(const FactRow& row)
{
    return rc::gen::exec([&row]() -> FactValue {
        switch (row.type) {
        case FactType::code: return Code{any_code(row)};
        case FactType::list: return CodeList{some_codes(row, 0, 5), coin()};
        case FactType::area: return any_area();
        case FactType::date: return any_date();
        case FactType::yes_no: return between(0, 1);
        case FactType::number:
        case FactType::fen: return between(row.low, row.high);
        }
        return std::int64_t{};
    });
}

rc::Gen<Rule> any_rule()
{
    return rc::gen::exec([] { return any_rule_at(1, Inside::household); });
}

} // namespace tests
