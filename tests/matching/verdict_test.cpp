// Whose facts a rule reads, and what it says where something is unknown or does not apply.
#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Verdict;

static const Rule kSick = rules::codes(Fact::illnesses, Op::has, {"congenital_heart_disease"});
static const Rule kUnknown = rules::number(Fact::able_to_raise, Op::is, 1);

// Two children: the second is ill.
static Family two_children()
{
    auto family = given::family();
    add_member(family);
    tell(of_member(family, 1), Fact::illnesses, listed({}));
    tell(of_member(family, 2), Fact::illnesses, listed({"congenital_heart_disease"}));
    return family;
}

BOOST_AUTO_TEST_SUITE(verdict_test)

BOOST_AUTO_TEST_CASE(a_healthy_child_does_not_pass_through_a_sick_sibling)
{
    auto family = two_children();
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::no));
    BOOST_TEST((verdict(family, rules::member(kSick)) == Verdict::yes));
    need(family).member = 2;
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(a_need_that_names_nobody_asks_everybody)
{
    auto family = two_children();
    need(family).member = 0;
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::unknown));
    family.household.members.pop_back();
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::no));
    BOOST_TEST((verdict(family, rules::person(rules::no(kSick))) == Verdict::yes));
    family.household.all_members_listed = false;
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::unknown));
    BOOST_TEST((verdict(family, rules::person(rules::no(kSick))) == Verdict::unknown));
}

BOOST_AUTO_TEST_CASE(two_conditions_on_one_member_hold_for_the_same_member)
{
    auto family = two_children();
    tell(of_member(family, 1), Fact::birth_date, date("2020-01-01"));
    tell(of_member(family, 2), Fact::birth_date, date("1980-01-01"));
    const auto child = rules::number(Fact::age, Op::less_than, 14);
    BOOST_TEST((verdict(family, rules::member(rules::all({kSick, child}))) == Verdict::no));
    BOOST_TEST((verdict(family, rules::all({rules::member(kSick), rules::member(child)})) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(at_least_two_members_are_counted_with_those_who_may)
{
    auto family = two_children();
    auto two = rules::member(kSick);
    two.at_least = 2;
    BOOST_TEST((verdict(family, two) == Verdict::no));
    add_member(family);
    BOOST_TEST((verdict(family, two) == Verdict::unknown));
    tell(of_member(family, 3), Fact::illnesses, listed({"congenital_heart_disease"}));
    BOOST_TEST((verdict(family, two) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(a_list_of_members_that_is_not_complete_leaves_no_open)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::illnesses, listed({}));
    BOOST_TEST((verdict(family, rules::member(kSick)) == Verdict::no));
    family.household.all_members_listed = false;
    BOOST_TEST((verdict(family, rules::member(kSick)) == Verdict::unknown));
}

BOOST_AUTO_TEST_CASE(a_list_says_no_only_when_it_is_complete)
{
    const auto dibao = rules::codes(Fact::layers, Op::has, {"dibao", "teku"});
    const std::pair<CodeList, Verdict> kCases[]{{among_others({"teku"}), Verdict::yes},
                                                {among_others({"edge"}), Verdict::unknown},
                                                {listed({"edge"}), Verdict::no},
                                                {among_others({}), Verdict::unknown},
                                                {listed({}), Verdict::no}};
    for (const auto& [list, expected] : kCases) {
        auto family = given::family();
        tell(facts(family), Fact::layers, list);
        BOOST_TEST((verdict(family, dibao) == expected));
    }
    BOOST_TEST((verdict(given::family(), dibao) == Verdict::unknown));
}

BOOST_AUTO_TEST_CASE(unknown_is_not_no)
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{1});
    const auto no = rules::no(kRelocated);
    BOOST_TEST((verdict(family, rules::no(kUnknown)) == Verdict::unknown));
    BOOST_TEST((verdict(family, rules::all({kRelocated, kUnknown})) == Verdict::unknown));
    BOOST_TEST((verdict(family, rules::all({kUnknown, no})) == Verdict::no));
    BOOST_TEST((verdict(family, rules::any({kUnknown, no})) == Verdict::unknown));
    BOOST_TEST((verdict(family, rules::any({kUnknown, kRelocated})) == Verdict::yes));
    BOOST_TEST((verdict(family, rules::named("moved", kRelocated)) == Verdict::yes));
    BOOST_TEST((verdict(family, {}) == Verdict::yes), "an empty rule fits everybody");
}

BOOST_AUTO_TEST_CASE(what_does_not_apply_is_no_and_its_opposite_yes)
{
    auto family = given::family();
    const auto left_behind = rules::number(Fact::left_behind, Op::is, 1);
    tell(of_member(family, 1), Fact::left_behind, std::int64_t{1});
    BOOST_TEST((verdict(family, rules::person(left_behind)) == Verdict::unknown), "the age is not known");
    tell(of_member(family, 1), Fact::birth_date, date("1980-01-01"));
    BOOST_TEST((verdict(family, rules::person(left_behind)) == Verdict::no), "whatever is recorded");
    BOOST_TEST((verdict(family, rules::person(rules::no(left_behind))) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(areas_are_equal_or_lie_under_and_old_codes_are_mapped)
{
    const auto in = [](Area area) { return rules::leaf(Fact::residence_area, Op::is, AreaSet{area}); };
    auto family = given::family();
    BOOST_TEST((verdict(family, in(kVillage)) == Verdict::yes));
    BOOST_TEST((verdict(family, in(kCounty)) == Verdict::yes));
    BOOST_TEST((verdict(family, in({522128000000})) == Verdict::yes), "the old code of the county");
    BOOST_TEST((verdict(family, in(kOtherCounty)) == Verdict::no));
    facts(family).clear();
    tell(facts(family), Fact::residence_area, Area{522128103207});
    BOOST_TEST((verdict(family, in(kVillage)) == Verdict::yes), "told with its old code");
    facts(family).clear();
    tell(facts(family), Fact::residence_area, kCounty);
    BOOST_TEST((verdict(family, in(kVillage)) == Verdict::unknown), "told too coarsely");
}

BOOST_AUTO_TEST_CASE(an_estimate_that_nobody_made_is_unknown)
{
    const auto rule = rules::codes(Fact::layer_estimate, Op::has, {"dibao"});
    BOOST_TEST((verdict(given::family(), rule) == Verdict::unknown));
}

BOOST_AUTO_TEST_SUITE_END()
