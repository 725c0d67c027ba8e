#include "models/rule.hpp"
#include "tests/models/rules.hpp"
#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>

using namespace models;
using namespace rules;

// "error.rule.empty /all", one after the other; "" when all is well.
static std::string listed(const std::vector<Fault>& faults)
{
    std::string text;
    for (const auto& fault : faults) text += (text.empty() ? "" : ", ") + fault.key + " " + fault.pointer;
    return text;
}

static std::string faults(const Rule& rule) { return listed(check_rule(rule).faults); }
static std::string warnings(const Rule& rule) { return listed(check_rule(rule).warnings); }

static Rule adult() { return number(Fact::age, Op::at_least, 18); }
static Rule poor()
{
    return leaf(Fact::income_per_head_month, Op::at_most, StandardOperand{StandardName::dibao_line, {15000}});
}

BOOST_AUTO_TEST_SUITE(rule_test)

BOOST_AUTO_TEST_CASE(a_rule_of_the_province_is_good)
{
    const auto rule =
        all({poor(), codes(Fact::layers, Op::has, {"dibao", "teku", "monitored"}),
             person(all({codes(Fact::illnesses, Op::has, {"congenital_heart_disease"}),
                         leaf(Fact::birth_date, Op::at_least, DateOperand{FirstEntry{}, -15, 0}),
                         no(codes(Fact::operated_for, Op::has, {"congenital_heart_disease"}))}))});
    BOOST_TEST(faults(rule) == "");
    BOOST_TEST(warnings(rule) == "");
}

BOOST_AUTO_TEST_CASE(an_empty_list_means_everybody_only_as_the_whole_rule)
{
    BOOST_TEST(faults(all({})) == "");
    BOOST_TEST(faults(any({})) == "error.rule.empty /any");
    BOOST_TEST(faults(all({poor(), all({})})) == "error.rule.empty /all/1/all");
    BOOST_TEST(faults(no(any({}))) == "error.rule.empty /not/any");
}

BOOST_AUTO_TEST_CASE(a_fact_of_a_person_stands_inside_member_or_person)
{
    BOOST_TEST(faults(adult()) == "error.rule.member_fact /fact");
    BOOST_TEST(faults(all({poor(), adult()})) == "error.rule.member_fact /all/1/fact");
    BOOST_TEST(faults(member(adult())) == "");
    BOOST_TEST(faults(person(all({adult(), poor()}))) == "");
    BOOST_TEST(faults(number(Fact::self_paid, Op::at_least, 500000)) == "");
}

BOOST_AUTO_TEST_CASE(member_and_person_do_not_nest)
{
    BOOST_TEST(faults(member(person(adult()))) == "error.rule.nested_member /member");
    BOOST_TEST(faults(person(all({adult(), member(adult())}))) == "error.rule.nested_member /person/all/1");
}

BOOST_AUTO_TEST_CASE(a_count_of_members_is_at_least_one)
{
    auto rule = member(adult());
    rule.at_least = 0;
    BOOST_TEST(faults(rule) == "error.rule.at_least /at_least");
    rule.at_least = 2;
    BOOST_TEST(faults(rule) == "");
    rule.at_least = 101;
    BOOST_TEST(faults(all({poor(), rule})) == "error.rule.at_least /all/1/at_least");
}

BOOST_AUTO_TEST_CASE(an_operator_must_suit_the_type)
{
    BOOST_TEST(faults(number(Fact::layers, Op::at_least, 1)) == "error.rule.operator /at_least");
    BOOST_TEST(faults(codes(Fact::layers, Op::is, {"dibao"})) == "error.rule.operator /is");
    BOOST_TEST(faults(codes(Fact::residence_kind, Op::has, {"urban"})) == "error.rule.operator /has");
    BOOST_TEST(faults(codes(Fact::residence_kind, Op::in, {"urban"})) == "");
    BOOST_TEST(faults(number(Fact::relocated, Op::at_least, 1)) == "error.rule.operator /at_least");
    BOOST_TEST(faults(number(Fact::relocated, Op::is, 1)) == "");
}

BOOST_AUTO_TEST_CASE(a_value_must_suit_the_type)
{
    BOOST_TEST(faults(number(Fact::residence_kind, Op::is, 1)) == "error.rule.value_type /is");
    BOOST_TEST(faults(codes(Fact::residence_kind, Op::is, {"urban", "rural"})) ==
               "error.rule.value_type /is");
    BOOST_TEST(faults(codes(Fact::income_year, Op::at_least, {"dibao"})) ==
               "error.rule.value_type /at_least");
    BOOST_TEST(faults(number(Fact::relocated, Op::is, 2)) == "error.rule.value_type /is");
    BOOST_TEST(faults(leaf(Fact::residence_area, Op::in, AreaSet{})) == "error.rule.empty /in");
    BOOST_TEST(faults(leaf(Fact::residence_area, Op::is, AreaSet{Area{520300000000}, Area{520500000000}})) ==
               "error.rule.value_type /is");
    BOOST_TEST(faults(leaf(Fact::layers, Op::has, AreaSet{Area{520324000000}})) ==
               "error.rule.value_type /has");
    BOOST_TEST(faults(leaf(Fact::income_year, Op::at_least, DateOperand{AsOf{}})) ==
               "error.rule.value_type /at_least");
    BOOST_TEST(faults(number(Fact::last_disaster_date, Op::at_least, 5)) ==
               "error.rule.value_type /at_least");
    BOOST_TEST(faults(leaf(Fact::counted_members, Op::at_least, StandardOperand{})) ==
               "error.rule.value_type /at_least");
}

BOOST_AUTO_TEST_CASE(a_value_must_be_possible)
{
    BOOST_TEST(faults(codes(Fact::layers, Op::has, {"dibao", "rich"})) == "error.rule.code /has");
    BOOST_TEST(faults(codes(Fact::layers, Op::has, {})) == "error.rule.empty /has");
    BOOST_TEST(faults(member(number(Fact::age, Op::at_least, 131))) == "error.rule.range /member/at_least");
    BOOST_TEST(faults(member(number(Fact::age, Op::more_than, 130))) == "error.rule.range /member/more_than");
    BOOST_TEST(faults(member(number(Fact::age, Op::less_than, 0))) == "error.rule.range /member/less_than");
    BOOST_TEST(faults(number(Fact::income_year, Op::at_least, -5)) == "error.rule.range /at_least");
    BOOST_TEST(faults(person(codes(Fact::school, Op::is, {"正安县第一中学"}))) == "");
}

BOOST_AUTO_TEST_CASE(facts_are_compared_with_facts_of_their_level_and_type)
{
    const auto against = [](Fact fact, Fact other) {
        return leaf(fact, Op::more_than, FactOperand{other, {8000}});
    };
    BOOST_TEST(faults(against(Fact::rigid_spending_year, Fact::income_year)) == "");
    BOOST_TEST(faults(against(Fact::rigid_spending_year, Fact::self_paid)) ==
               "error.rule.value_type /more_than");
    BOOST_TEST(faults(against(Fact::income_year, Fact::counted_members)) ==
               "error.rule.value_type /more_than");
    BOOST_TEST(faults(against(Fact::last_disaster_date, Fact::left_low_income_date)) ==
               "error.rule.value_type /more_than");
    BOOST_TEST(faults(leaf(Fact::income_year, Op::at_least, FactOperand{Fact::rigid_spending_year, {-1}})) ==
               "error.rule.times /at_least/times");
}

BOOST_AUTO_TEST_CASE(between_has_two_ends_in_order)
{
    const auto from_to = [](std::int64_t low, std::int64_t high) {
        return leaf(Fact::self_paid, Op::between, low, Operand{high});
    };
    BOOST_TEST(faults(from_to(500000, 1000000)) == "");
    BOOST_TEST(faults(from_to(500000, 500000)) == "");
    BOOST_TEST(faults(from_to(500001, 500000)) == "error.rule.between /between");
    auto open = from_to(500000, 500000);
    open.leaf.low_open = true;
    BOOST_TEST(faults(open) == "error.rule.between /between");
    BOOST_TEST(faults(number(Fact::self_paid, Op::between, 5)) == "error.rule.between /between");
    BOOST_TEST(faults(leaf(Fact::income_per_head_month, Op::between,
                           StandardOperand{StandardName::dibao_line, {15000}},
                           Operand{StandardOperand{StandardName::dibao_line, {10000}}})) ==
               "error.rule.between /between");
    BOOST_TEST(faults(leaf(Fact::income_per_head_month, Op::between,
                           StandardOperand{StandardName::dibao_line, {10000}},
                           Operand{StandardOperand{StandardName::dibao_line, {15000}}})) == "");
}

BOOST_AUTO_TEST_CASE(a_day_for_a_fact_that_cannot_change_is_pointed_out)
{
    auto rule = leaf(Fact::birth_date, Op::at_least, DateOperand{AsOf{}, -18, 0});
    rule.leaf.on = AsOf{};
    BOOST_TEST(faults(member(rule)) == "");
    BOOST_TEST(warnings(member(rule)) == "warning.rule.on_fixed /member/on");
    auto layers = codes(Fact::layers, Op::has, {"dibao"});
    layers.leaf.known_then = true;
    BOOST_TEST(warnings(layers) == "warning.rule.known_without_on /known");
    layers.leaf.on = parse_date("2024-03-31").value();
    BOOST_TEST(warnings(layers) == "");
}

BOOST_AUTO_TEST_CASE(what_cannot_hold_together_is_found_where_it_breaks)
{
    const auto rural = codes(Fact::residence_kind, Op::is, {"rural"}),
               urban = codes(Fact::residence_kind, Op::is, {"urban"});
    BOOST_TEST(faults(all({poor(), rural, urban})) == "error.rule.contradiction /all/2");
    BOOST_TEST(faults(any({rural, codes(Fact::layers, Op::has, {"dibao"})})) == "");
    BOOST_TEST(
        faults(person(all({number(Fact::age, Op::at_least, 60), number(Fact::age, Op::less_than, 16)}))) ==
        "error.rule.contradiction /person/all/1");
    BOOST_TEST(faults(all({rural, all({poor(), urban})})) == "error.rule.contradiction /all/1/all/1");
    BOOST_TEST(faults(all({rural, no(rural)})) == "error.rule.contradiction /all/1");
    BOOST_TEST(faults(all({rural, any({urban, poor()})})) == "");
}

BOOST_AUTO_TEST_CASE(two_members_may_be_what_one_cannot)
{
    const auto old = number(Fact::age, Op::at_least, 60), young = number(Fact::age, Op::less_than, 16);
    BOOST_TEST(faults(all({member(old), member(young)})) == "");
}

BOOST_AUTO_TEST_CASE(what_always_holds_is_warned_of)
{
    const auto rural = codes(Fact::residence_kind, Op::is, {"rural"}),
               urban = codes(Fact::residence_kind, Op::is, {"urban"});
    BOOST_TEST(warnings(any({rural, urban})) == "warning.rule.always /any/1");
    BOOST_TEST(warnings(person(any({number(Fact::age, Op::at_most, 17), adult()}))) ==
               "warning.rule.always /person/any/1");
    BOOST_TEST(warnings(member(number(Fact::age, Op::at_least, 0))) == "warning.rule.always /member");
    BOOST_TEST(warnings(any({number(Fact::relocated, Op::is, 1), number(Fact::relocated, Op::is, 0)})) ==
               "warning.rule.always /any/1");
    BOOST_TEST(warnings(any({rural, poor()})) == "");
}

BOOST_AUTO_TEST_CASE(a_fault_of_a_shared_rule_is_shown_where_it_is_named)
{
    BOOST_TEST(faults(all({poor(), named("poor", all({adult()}))})) == "error.rule.member_fact /all/1/named");
    const auto rural = codes(Fact::residence_kind, Op::is, {"rural"}),
               urban = codes(Fact::residence_kind, Op::is, {"urban"});
    BOOST_TEST(faults(all({rural, named("town", all({poor(), urban}))})) ==
               "error.rule.contradiction /all/1/named");
}

BOOST_AUTO_TEST_CASE(rules_have_a_depth_and_a_size)
{
    auto deep = poor();
    for (int i = 1; i < kMostRuleDepth; ++i) deep = no(std::move(deep));
    BOOST_TEST(faults(deep) == "");
    BOOST_TEST(faults(no(deep)) == "error.rule.too_deep /not/not/not/not/not/not/not/not");
    std::vector<Rule> many(static_cast<std::size_t>(kMostRuleNodes) - 1, number(Fact::relocated, Op::is, 1));
    BOOST_TEST(faults(any(many)) == "");
    many.push_back(many[0]);
    BOOST_TEST(faults(any(many)) == "error.rule.too_large ");
}

BOOST_AUTO_TEST_CASE(the_facts_a_rule_reads_are_listed_once_and_sorted)
{
    const auto rule =
        all({named("poor", poor()), member(adult()), no(member(adult())),
             leaf(Fact::rigid_spending_year, Op::more_than, FactOperand{Fact::income_year, {8000}}),
             leaf(Fact::self_paid, Op::between, std::int64_t{1}, Operand{FactOperand{Fact::self_paid, {}}})});
    const std::vector expected{Fact::age, Fact::income_year, Fact::rigid_spending_year,
                               Fact::income_per_head_month, Fact::self_paid};
    BOOST_TEST((facts_of(rule) == expected));
    BOOST_TEST(facts_of(all({})).empty());
}

BOOST_AUTO_TEST_SUITE_END()
