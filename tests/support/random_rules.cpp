#include "tests/support/random_rules.hpp"
#include <algorithm>

namespace tests {

using namespace models;
using namespace std::chrono;

namespace {

std::vector<std::string> some_codes(const FactRow& row, std::int64_t least, std::int64_t most, Dice& dice)
{
    std::vector<std::string> codes;
    for (auto count = dice.between(least, most); count > 0; --count) codes.push_back(any_code(row, dice));
    std::ranges::sort(codes);
    codes.erase(std::ranges::unique(codes).begin(), codes.end());
    return codes;
}

Times any_times(Dice& dice)
{
    return {dice.pick<std::int64_t>({10'000, 10'000, 15'000, 5'000, 20'000, 1, 12'345, 0, 9'999'999})};
}

RuleDate any_rule_date(Dice& dice)
{
    if (const auto kind = dice.between(0, 2); kind == 0)
        return AsOf{};
    else if (kind == 1)
        return FirstEntry{};
    return any_date(dice);
}

// Amounts meet often: around a few that programs and lines use, seldom anywhere in the range.
std::int64_t any_amount(const FactRow& row, Dice& dice)
{
    if (row.high - row.low <= 200 || dice.one_in(8)) return dice.between(row.low, row.high);
    const auto usual = dice.pick<std::int64_t>(
        {0, 1, 50'000, 77'800, 116'700, 681'800, 933'600, 1'000'000, 2'600'000, 3'868'800, 10'000'000});
    const auto beside = dice.between(-1, 1);
    return std::clamp(usual + beside, row.low, row.high);
}

Operand any_operand(const FactRow& row, Dice& dice)
{
    if (row.type == FactType::fen && dice.one_in(4)) {
        const auto name = dice.pick<StandardName>(
            {StandardName::dibao_line, StandardName::teku_line, StandardName::disposable_income_last_year});
        return StandardOperand{name, any_times(dice)};
    }
    if (!dice.one_in(6)) return any_amount(row, dice);
    std::vector<Fact> others;
    for (const auto& other : all_facts())
        if (other.level == row.level && other.type == row.type) others.push_back(other.fact);
    const auto fact = dice.pick(others);
    return FactOperand{fact, any_times(dice)};
}

Op any_order(Dice& dice) { return dice.pick<Op>({Op::at_least, Op::more_than, Op::at_most, Op::less_than}); }

void make_open_or_closed(Leaf& leaf, Dice& dice)
{
    leaf.op = Op::between;
    leaf.low_open = dice.coin();
    leaf.high_open = dice.coin();
}

Leaf number_leaf(Leaf leaf, const FactRow& row, Dice& dice)
{
    leaf.op = Op::is;
    leaf.value = any_operand(row, dice);
    if (dice.coin())
        leaf.op = any_order(dice);
    else if (dice.coin()) {
        make_open_or_closed(leaf, dice);
        leaf.high = any_operand(row, dice);
        const auto* low = std::get_if<std::int64_t>(&leaf.value);
        const auto* high = std::get_if<std::int64_t>(&*leaf.high);
        if (low && high && *low > *high) std::swap(leaf.value, *leaf.high);
    }
    return leaf;
}

DateOperand any_date_operand(Dice& dice)
{
    DateOperand operand{any_rule_date(dice)};
    operand.years = dice.small(-20, 20);
    operand.months = dice.small(-30, 30);
    return operand;
}

Leaf date_leaf(Leaf leaf, Dice& dice)
{
    leaf.op = Op::is;
    leaf.value = any_date_operand(dice);
    if (!dice.one_in(4))
        leaf.op = any_order(dice);
    else if (dice.coin()) {
        make_open_or_closed(leaf, dice);
        const auto low = any_date_operand(dice);
        auto high = any_date_operand(dice);
        if (low.date == high.date) high.years = low.years + 31; // what no day can meet is refused when saved
        leaf.value = low;
        leaf.high = high;
    }
    return leaf;
}

Rule any_leaf(Inside inside, Dice& dice)
{
    std::vector<const FactRow*> rows;
    for (const auto& row : all_facts())
        if ((row.level == FactLevel::member) == (inside == Inside::member)) rows.push_back(&row);
    const auto& row = *dice.pick(rows);
    Rule rule;
    rule.kind = RuleKind::leaf;
    rule.leaf = any_leaf_of(row, dice);
    if (row.can_change && dice.one_in(5)) {
        rule.leaf.on = any_rule_date(dice);
        rule.leaf.known_then = dice.coin();
    }
    return rule;
}

} // namespace

Date any_date(Dice& dice)
{
    if (dice.one_in(4)) return plus_days(Date{year{1930} / 1 / 1}, dice.small(0, 36'000));
    if (dice.one_in(6)) return Date{year{dice.small(2021, 2027)} / February / last};
    return plus_days(Date{year{2021} / 1 / 1}, dice.small(0, 2'500));
}

std::string any_code(const FactRow& row, Dice& dice)
{
    if (row.codes.empty()) return "school_" + std::to_string(dice.between(1, 9));
    return std::string(row.codes[static_cast<std::size_t>(dice.between(0, std::ssize(row.codes) - 1))]);
}

Leaf any_leaf_of(const FactRow& row, Dice& dice)
{
    Leaf leaf{row.fact, Op::is, std::int64_t{}, {}, false, false, {}, false};
    const bool one = dice.coin();
    switch (row.type) {
    case FactType::code:
        leaf.op = one ? Op::is : Op::in;
        leaf.value = one ? CodeSet{any_code(row, dice)} : some_codes(row, 1, 4, dice);
        return leaf;
    case FactType::list:
        leaf.op = Op::has;
        leaf.value = some_codes(row, 1, 4, dice);
        return leaf;
    case FactType::area:
        leaf.op = one ? Op::is : Op::in;
        leaf.value = AreaSet{dice.pick(dice.areas)};
        if (!one) std::get<AreaSet>(leaf.value).push_back(dice.pick(dice.areas));
        return leaf;
    case FactType::yes_no: leaf.value = dice.between(0, 1); return leaf;
    case FactType::number:
    case FactType::fen: return number_leaf(std::move(leaf), row, dice);
    case FactType::date: return date_leaf(std::move(leaf), dice);
    }
    return leaf;
}

Rule any_rule(Dice& dice, int depth, Inside inside)
{
    const auto roll = depth >= 5 ? 0 : dice.between(0, 9);
    Rule rule;
    if (roll <= 4) return any_leaf(inside, dice);
    if (roll == 9 && inside == Inside::household) {
        rule.kind = dice.coin() ? RuleKind::member : RuleKind::person;
        if (rule.kind == RuleKind::member) rule.at_least = dice.between(1, 3);
        rule.parts.push_back(any_rule(dice, depth + 1, Inside::member));
        return rule;
    }
    if (roll == 8) {
        rule.kind = RuleKind::negation;
        rule.parts.push_back(any_rule(dice, depth + 1, inside));
        return rule;
    }
    rule.kind = dice.coin() ? RuleKind::all : RuleKind::any;
    for (auto count = dice.between(1, 4); count > 0; --count)
        rule.parts.push_back(any_rule(dice, depth + 1, inside));
    return rule;
}

FactValue any_value_of(const FactRow& row, Dice& dice)
{
    switch (row.type) {
    case FactType::code: return Code{any_code(row, dice)};
    case FactType::list: {
        CodeList list{some_codes(row, 0, 5, dice), false};
        list.complete = dice.coin();
        return list;
    }
    case FactType::area: return dice.pick(dice.areas);
    case FactType::date: return any_date(dice);
    case FactType::yes_no: return dice.between(0, 1);
    case FactType::number:
    case FactType::fen: return any_amount(row, dice);
    }
    return std::int64_t{};
}

static Dice shrinking()
{
    return Dice{
        [](std::int64_t low, std::int64_t high) { return *rc::gen::inRange<std::int64_t>(low, high + 1); }};
}

rc::Gen<FactValue> any_value_of(const FactRow& row)
{
    return rc::gen::exec([&row] {
        auto dice = shrinking();
        return any_value_of(row, dice);
    });
}

rc::Gen<Rule> any_rule()
{
    return rc::gen::exec([] {
        auto dice = shrinking();
        return any_rule(dice);
    });
}

} // namespace tests
