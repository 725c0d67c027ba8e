#include "models/rule_sense.hpp"
#include "tests/models/rules.hpp"
#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>

using namespace models;
using namespace rules;

static std::vector<Condition> conditions(const std::vector<Rule>& list)
{
    std::vector<Condition> found;
    for (const auto& rule : list) {
        const bool opposite = rule.kind == RuleKind::negation;
        found.push_back({opposite ? &rule.parts[0].leaf : &rule.leaf, opposite});
    }
    return found;
}

static bool never(const std::vector<Rule>& list) { return is_contradictory(conditions(list)); }
static bool always(const std::vector<Rule>& list) { return is_always_true(conditions(list)); }

static Rule income(Op op, Times times)
{
    return leaf(Fact::income_per_head_month, op, StandardOperand{StandardName::dibao_line, times});
}
static Rule born(Op op, DateOperand date) { return leaf(Fact::birth_date, op, date); }
static Date date(const char* text) { return parse_date(text).value(); }

BOOST_AUTO_TEST_SUITE(rule_sense_test)

BOOST_AUTO_TEST_CASE(whole_numbers_leave_no_room_between_neighbors)
{
    BOOST_TEST(never({number(Fact::age, Op::more_than, 17), number(Fact::age, Op::less_than, 18)}));
    BOOST_TEST(!never({number(Fact::age, Op::more_than, 16), number(Fact::age, Op::less_than, 18)}));
    BOOST_TEST(always({number(Fact::age, Op::at_most, 17), number(Fact::age, Op::at_least, 18)}));
    BOOST_TEST(!always({number(Fact::age, Op::less_than, 17), number(Fact::age, Op::at_least, 18)}));
}

BOOST_AUTO_TEST_CASE(money_per_head_is_a_fraction_and_may_lie_between_two_fen)
{
    const auto more = number(Fact::income_per_head_month, Op::more_than, 100);
    BOOST_TEST(!never({more, number(Fact::income_per_head_month, Op::less_than, 101)}));
    BOOST_TEST(never({more, number(Fact::income_per_head_month, Op::less_than, 100)}));
    BOOST_TEST(!always({number(Fact::income_per_head_month, Op::at_most, 100),
                        number(Fact::income_per_head_month, Op::at_least, 101)}));
    BOOST_TEST(always({number(Fact::income_per_head_month, Op::at_most, 100), more}));
}

BOOST_AUTO_TEST_CASE(multiples_of_one_standard_are_compared_and_of_two_are_not)
{
    BOOST_TEST(never({income(Op::at_most, {10000}), income(Op::more_than, {15000})}));
    BOOST_TEST(never({income(Op::at_most, {10000}), income(Op::more_than, {10000})}));
    BOOST_TEST(!never({income(Op::more_than, {10000}), income(Op::less_than, {10001})}));
    BOOST_TEST(!never({income(Op::at_most, {10000}), leaf(Fact::income_per_head_month, Op::more_than,
                                                          StandardOperand{StandardName::teku_line, {}})}));
    BOOST_TEST(
        !never({income(Op::at_most, {10000}), number(Fact::income_per_head_month, Op::more_than, 5000000)}));
}

BOOST_AUTO_TEST_CASE(multiples_of_what_may_be_a_debt_are_not_compared)
{
    const auto against = [](Op op, Times times) {
        return leaf(Fact::income_per_head_month, op,
                    FactOperand{Fact::income_less_rigid_per_head_month, times});
    };
    BOOST_TEST(!never({against(Op::at_most, {10000}), against(Op::more_than, {20000})}));
    const auto spent = [](Op op, Times times) {
        return leaf(Fact::rigid_spending_year, op, FactOperand{Fact::income_year, times});
    };
    BOOST_TEST(never({spent(Op::at_most, {8000}), spent(Op::at_least, {9000})}));
}

BOOST_AUTO_TEST_CASE(days_are_compared_with_days_and_steps_with_steps)
{
    BOOST_TEST(never({born(Op::at_least, {date("2010-01-01")}), born(Op::less_than, {date("2010-01-01")})}));
    BOOST_TEST(never({born(Op::at_least, {date("2010-01-01"), 1}), born(Op::at_most, {date("2010-12-31")})}));
    BOOST_TEST(never({born(Op::at_least, {AsOf{}, -14}), born(Op::less_than, {AsOf{}, -15})}));
    BOOST_TEST(!never({born(Op::at_least, {AsOf{}, -15}), born(Op::less_than, {AsOf{}, -14})}));
    BOOST_TEST(!never({born(Op::more_than, {AsOf{}, 0, -2}), born(Op::less_than, {AsOf{}, 0, -1})}));
    BOOST_TEST(!never({born(Op::at_least, {AsOf{}, -14}), born(Op::less_than, {FirstEntry{}, -15})}));
}

BOOST_AUTO_TEST_CASE(codes_are_chosen_from_what_is_left)
{
    const auto in = [](CodeSet set) { return codes(Fact::property_within, Op::in, std::move(set)); };
    BOOST_TEST(!never({in({"dibao", "edge"}), in({"edge", "rigid"})}));
    BOOST_TEST(never({in({"dibao", "edge"}), in({"edge", "rigid"}), in({"dibao", "rigid"})}));
    BOOST_TEST(never({in({"dibao", "edge"}), no(in({"dibao", "edge", "over"}))}));
    BOOST_TEST(always({in({"dibao", "edge"}), in({"rigid", "over"})}));
    BOOST_TEST(always({in({"dibao"}), no(in({"dibao"}))}));
    BOOST_TEST(!always({in({"dibao", "edge"}), in({"rigid"})}));
}

BOOST_AUTO_TEST_CASE(any_text_may_be_a_school)
{
    const auto school = [](const char* name) { return codes(Fact::school, Op::is, {name}); };
    BOOST_TEST(never({school("一中"), school("二中")}));
    BOOST_TEST(!always({school("一中"), school("二中")}));
    BOOST_TEST(never({school("一中"), no(school("一中"))}));
    BOOST_TEST(!never({school("一中"), no(school("二中"))}));
}

BOOST_AUTO_TEST_CASE(a_list_may_hold_two_codes_at_once)
{
    const auto has = [](CodeSet set) { return codes(Fact::layers, Op::has, std::move(set)); };
    BOOST_TEST(!never({has({"dibao"}), has({"monitored"})}));
    BOOST_TEST(!never({has({"dibao"}), no(has({"monitored"}))}));
    BOOST_TEST(never({has({"dibao"}), no(has({"dibao", "teku"}))}));
    BOOST_TEST(!never({has({"dibao", "teku"}), no(has({"dibao"}))}));
    BOOST_TEST(always({has({"dibao", "teku"}), no(has({"dibao"}))}));
    BOOST_TEST(!always({has({"dibao"}), has({"teku"})}));
}

BOOST_AUTO_TEST_CASE(areas_hold_together_where_they_overlap)
{
    const auto in = [](std::int64_t code) { return leaf(Fact::hukou_area, Op::in, AreaSet{Area{code}}); };
    BOOST_TEST(!never({in(520000000000), in(520324000000)}));
    BOOST_TEST(never({in(520324000000), in(520325000000)}));
    BOOST_TEST(never({in(520324000000), no(in(520300000000))}));
    BOOST_TEST(!never({in(520300000000), no(in(520324000000))}));
    BOOST_TEST(!always({in(520300000000), in(520324000000)}));
    BOOST_TEST(always({in(520300000000), no(in(520324000000))}));
}

BOOST_AUTO_TEST_CASE(another_day_is_another_question)
{
    auto then = number(Fact::income_year, Op::at_most, 100);
    then.leaf.on = FirstEntry{};
    BOOST_TEST(!never({then, number(Fact::income_year, Op::at_least, 200)}));
    auto known = then;
    known.leaf.known_then = true;
    known.leaf.op = Op::more_than;
    BOOST_TEST(!never({then, known}));
}

// Where a fact does not apply every opposite holds.
BOOST_AUTO_TEST_CASE(opposites_alone_contradict_nothing)
{
    const auto young = number(Fact::age, Op::less_than, 18), old = number(Fact::age, Op::at_least, 18);
    BOOST_TEST(!never({no(young), no(old)}));
    BOOST_TEST(never({young, no(young)}));
}

// Against the slow way: every age tried.
static bool holds(const Rule& rule, std::int64_t age)
{
    if (rule.kind == RuleKind::negation) return !holds(rule.parts[0], age);
    const auto value = std::get<std::int64_t>(rule.leaf.value);
    switch (rule.leaf.op) {
    case Op::is: return age == value;
    case Op::at_least: return age >= value;
    case Op::more_than: return age > value;
    case Op::at_most: return age <= value;
    case Op::less_than: return age < value;
    case Op::between: {
        const auto high = std::get<std::int64_t>(*rule.leaf.high);
        return (rule.leaf.low_open ? age > value : age >= value) &&
               (rule.leaf.high_open ? age < high : age <= high);
    }
    case Op::in:
    case Op::has: return false;
    }
    return false;
}

static std::vector<Rule> some_leaves()
{
    std::vector<Rule> list;
    const auto count = *rc::gen::inRange(1, 5);
    for (int i = 0; i < count; ++i) {
        const auto op =
            *rc::gen::element(Op::is, Op::at_least, Op::more_than, Op::at_most, Op::less_than, Op::between);
        auto rule = number(Fact::self_care_failed, op, *rc::gen::inRange(0, 7));
        if (op == Op::between) rule.leaf.high = Operand{std::int64_t{*rc::gen::inRange(0, 7)}};
        rule.leaf.low_open = op == Op::between && *rc::gen::arbitrary<bool>();
        rule.leaf.high_open = op == Op::between && *rc::gen::arbitrary<bool>();
        list.push_back(*rc::gen::arbitrary<bool>() ? no(rule) : rule);
    }
    return list;
}

BOOST_AUTO_TEST_CASE(trying_every_value_says_the_same)
{
    BOOST_TEST(rc::check("every value", [] {
        const auto list = some_leaves();
        bool all_once = false, any_always = true;
        for (std::int64_t value = 0; value <= 6; ++value) {
            const auto held = [&](const Rule& rule) { return holds(rule, value); };
            all_once |= std::ranges::all_of(list, held);
            any_always &= std::ranges::any_of(list, held);
        }
        const bool asserted =
            std::ranges::any_of(list, [](const Rule& rule) { return rule.kind == RuleKind::leaf; });
        RC_ASSERT(never(list) == (asserted && !all_once));
        RC_ASSERT(always(list) == any_always);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
