#include "matching/explain.hpp"
#include "matching/lines.hpp"
#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::RuleLine;
using matching::Snapshot;
using matching::Verdict;

static const Rule kSick = rules::codes(Fact::illnesses, Op::has, {"tumour"});
static const Rule kAdult = rules::number(Fact::age, Op::at_least, 18);

static std::vector<RuleLine> lines_of(const Family& family, const Rule& rule)
{
    return matching::lines_of(given::ground(), {&family, &family.household.needs[0], nullptr}, rule);
}

static Family grown_up()
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::birth_date, date("1980-01-01"));
    tell(of_member(family, 1), Fact::illnesses, listed({}));
    return family;
}

BOOST_AUTO_TEST_SUITE(lines_test)

BOOST_AUTO_TEST_CASE(the_parts_of_an_all_are_lines_and_any_other_rule_is_one)
{
    const auto family = grown_up();
    BOOST_TEST(lines_of(family, rules::all({kRelocated, rules::all({kDibao, kRelocated})})).size() == 3U);
    BOOST_TEST(lines_of(family, rules::any({kRelocated, kDibao})).size() == 1U);
    BOOST_TEST(lines_of(family, rules::named("poor", rules::all({kRelocated, kDibao}))).size() == 1U);
    const Rule everybody;
    const auto one = lines_of(family, everybody);
    BOOST_REQUIRE(one.size() == 1U);
    BOOST_TEST((one[0].verdict == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(what_is_asked_of_a_person_who_is_named_is_lines_too)
{
    auto family = grown_up();
    const auto rule = rules::person(rules::all({kAdult, kSick}));
    const auto lines = lines_of(family, rule);
    BOOST_REQUIRE(lines.size() == 2U);
    BOOST_TEST((lines[0].verdict == Verdict::yes && lines[1].verdict == Verdict::no));
    BOOST_TEST(lines[1].of_person);
    BOOST_TEST((matching::rule_of(lines[1]) == rules::person(kSick)));
    BOOST_TEST(lines[1].leaves.at(0).member == 1);
    need(family).member = 0;
    const auto whole = lines_of(family, rule);
    BOOST_REQUIRE(whole.size() == 1U);
    BOOST_TEST((matching::rule_of(whole[0]) == rule));
}

BOOST_AUTO_TEST_CASE(a_line_names_the_leaves_that_made_it_what_it_is)
{
    auto family = grown_up();
    tell(facts(family), Fact::layers, listed({"edge"}));
    const auto rule = rules::any({kRelocated, kDibao});
    const auto open = lines_of(family, rule);
    BOOST_REQUIRE(open[0].leaves.size() == 1U);
    BOOST_TEST((open[0].leaves[0].leaf->fact == Fact::relocated));
    tell(facts(family), Fact::relocated, std::int64_t{0});
    const auto refused = lines_of(family, rule);
    BOOST_TEST(refused[0].leaves.size() == 2U, "both refuse");
    BOOST_TEST((std::get<CodeList>(refused[0].leaves[1].found.value.value()) == listed({"edge"})));
}

BOOST_AUTO_TEST_CASE(a_missing_member_list_is_a_leaf_of_its_own)
{
    auto family = grown_up();
    family.household.all_members_listed = false;
    const auto rule = rules::member(kSick);
    const auto lines = lines_of(family, rule);
    BOOST_REQUIRE(lines[0].leaves.size() == 1U);
    BOOST_TEST(lines[0].leaves[0].leaf == &matching::everyone_listed());
    of_member(family, 1).pop_back();
    BOOST_TEST((lines_of(family, rule)[0].leaves.at(0).leaf->fact == Fact::illnesses));
}

BOOST_AUTO_TEST_CASE(too_few_members_who_hold_are_no_leaf_that_fails)
{
    auto family = grown_up();
    tell(of_member(family, 1), Fact::illnesses, listed({"tumour"}));
    auto two = rules::member(kSick);
    two.at_least = 2;
    const auto lines = lines_of(family, two);
    BOOST_TEST((lines[0].verdict == Verdict::no));
    BOOST_TEST(lines[0].leaves.empty());
}

BOOST_AUTO_TEST_CASE(a_leaf_below_a_not_is_shown_as_it_is_written)
{
    auto family = grown_up();
    tell(facts(family), Fact::relocated, std::int64_t{1});
    const auto rule = rules::no(kRelocated);
    const auto lines = lines_of(family, rule);
    BOOST_TEST((lines[0].verdict == Verdict::no));
    BOOST_TEST((lines[0].leaves.at(0).verdict == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(the_amount_a_line_came_to_is_shown)
{
    auto family = grown_up();
    tell(facts(family), Fact::income_year, std::int64_t{900'000});
    tell(facts(family), Fact::counted_members, std::int64_t{1});
    const StandardOperand dibao{StandardName::dibao_line, {}};
    const auto rule = rules::leaf(Fact::income_per_head_month, Op::between, std::int64_t{0}, dibao);
    const auto month = lines_of(family, rule)[0].leaves.at(0);
    BOOST_TEST(!month.requirement.has_value());
    BOOST_TEST(month.high_requirement.value().fen == 681'800 / 12, "a year's line, for a month");
    BOOST_TEST(std::get<std::int64_t>(month.found.value.value()) == 75'000);
    facts(family).erase(facts(family).begin() + 1);
    BOOST_TEST(!lines_of(family, rule)[0].leaves.at(0).high_requirement.has_value(), "urban or rural?");
}

BOOST_AUTO_TEST_CASE(reasons_are_told_apart_into_failed_and_missing)
{
    auto family = grown_up();
    tell(facts(family), Fact::relocated, std::int64_t{0});
    const auto snapshot = Snapshot::build(
        {family}, {program(rules::all({kRelocated, kDibao, rules::person(kAdult)}))}, given::ground());
    const auto why = explain(snapshot, match(snapshot, {0}, 0, {0}));
    BOOST_TEST(why.lines.size() == 3U);
    BOOST_REQUIRE(why.failed.size() == 1U);
    BOOST_TEST((why.failed[0].leaf->fact == Fact::relocated));
    BOOST_REQUIRE(why.missing.size() == 1U);
    BOOST_TEST((why.missing[0].leaf->fact == Fact::layers));
}

BOOST_AUTO_TEST_SUITE_END()
