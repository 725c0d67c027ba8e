#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Obstacle;

// The family had this program's help on that day.
static Family helped(const char* on, std::int64_t member = 1, const char* illness = "")
{
    auto family = given::family();
    family.earlier = {{"help", member, illness, yuan(1'000), date(on)}};
    return family;
}

static Program once(const char* per, const char* within)
{
    auto program = given::program();
    program.caps = {{1, {}, per, within}};
    return program;
}

static bool used(const Family& family, const Program& program)
{
    return has(candidate(family, program), Obstacle::cap_used);
}

BOOST_AUTO_TEST_SUITE(earlier_test)

BOOST_AUTO_TEST_CASE(once_in_life_counts_forever_but_not_what_is_to_come)
{
    BOOST_TEST(used(helped("1999-01-01"), once("person", "life")));
    BOOST_TEST(used(helped("2026-11-24"), once("person", "life")));
    BOOST_TEST(!used(helped("2026-11-25"), once("person", "life")));
}

BOOST_AUTO_TEST_CASE(a_calendar_year_begins_in_january_and_a_school_year_in_september)
{
    BOOST_TEST(used(helped("2026-01-01"), once("person", "calendar_year")));
    BOOST_TEST(!used(helped("2025-12-31"), once("person", "calendar_year")));
    BOOST_TEST(used(helped("2026-09-01"), once("person", "school_year")));
    BOOST_TEST(!used(helped("2026-08-31"), once("person", "school_year")));
}

BOOST_AUTO_TEST_CASE(months_count_to_the_same_day)
{
    BOOST_TEST(used(helped("2025-11-25"), once("person", "12 months")));
    BOOST_TEST(!used(helped("2025-11-24"), once("person", "12 months")));
}

BOOST_AUTO_TEST_CASE(an_edition_began_when_its_first_window_opened)
{
    auto program = once("person", "edition");
    BOOST_TEST(used(helped("2020-01-01"), program), "without a window: ever");
    program.windows = {{start_of(date("2026-06-01")), {}, {}}, {start_of(date("2026-03-01")), {}, {}}};
    BOOST_TEST(used(helped("2026-03-01"), program));
    BOOST_TEST(!used(helped("2026-02-28"), program));
}

BOOST_AUTO_TEST_CASE(a_cap_is_per_person_or_per_household)
{
    BOOST_TEST(!used(helped("2026-01-01", 2), once("person", "life")));
    BOOST_TEST(used(helped("2026-01-01", 2), once("household", "life")));
    BOOST_TEST(used(helped("2026-01-01", 0), once("person", "life")), "to whom is not recorded");
}

BOOST_AUTO_TEST_CASE(several_times_are_counted)
{
    auto program = once("person", "life");
    program.caps[0].times = 2;
    auto family = helped("2026-01-01");
    BOOST_TEST(!used(family, program));
    family.earlier.push_back(family.earlier[0]);
    BOOST_TEST(used(family, program));
    family.earlier[1].what = "other";
    BOOST_TEST(!used(family, program));
}

BOOST_AUTO_TEST_CASE(a_cap_in_money_leaves_the_rest)
{
    auto program = given::program();
    program.caps = {{{}, yuan(4'000), "person", "life"}, {{}, yuan(9'000), "person", "life"}};
    BOOST_TEST(candidate(helped("2026-01-01"), program).award.low.fen == 300'000);
    program.award.minimum = yuan(3'001);
    BOOST_TEST(used(helped("2026-01-01"), program));
    program.award.minimum = {};
    program.caps[0].amount = yuan(1'000);
    BOOST_TEST(used(helped("2026-01-01"), program));
}

static Rule has_one_of(CodeSet illnesses)
{
    return rules::codes(Fact::illnesses, Op::has, std::move(illnesses));
}

BOOST_AUTO_TEST_CASE(a_second_illness_has_its_own_cap)
{
    auto program = once("illness", "life");
    program.rule = rules::person(has_one_of({"leukaemia", "tumour"}));
    auto family = helped("2026-01-01", 1, "leukaemia");
    BOOST_TEST(!used(family, program), "it may be the other");
    tell(of_member(family, 1), Fact::illnesses, listed({"leukaemia"}));
    BOOST_TEST(used(family, program));
    of_member(family, 1)[0].value = listed({"leukaemia", "tumour"});
    BOOST_TEST(!used(family, program));
    family.earlier.push_back({"help", 1, "", yuan(1'000), date("2026-02-01")});
    BOOST_TEST(used(family, program), "help for an illness not recorded may have been for either");
}

BOOST_AUTO_TEST_CASE(of_two_illnesses_the_one_counts_of_which_most_is_left)
{
    auto program = given::program();
    program.caps = {{{}, yuan(4'000), "illness", "life"}};
    program.rule = rules::person(has_one_of({"leukaemia", "tumour"}));
    for (const auto* first : {"leukaemia", "tumour"}) {
        auto family = helped("2026-01-01", 1, first);
        tell(of_member(family, 1), Fact::illnesses, listed({"leukaemia", "tumour"}));
        BOOST_TEST(candidate(family, program).award.low.fen == 400'000, first);
    }
}

BOOST_AUTO_TEST_CASE(aid_of_a_list_bars_within_its_period)
{
    auto program = given::program();
    program.must_not_have = {{{"other", "temporary_aid"}, "calendar_year"}};
    auto family = given::family();
    BOOST_TEST(!has(candidate(family, program), Obstacle::already_has));
    family.household.aid = {{"temporary_aid", yuan(9'000), date("2026-11-06"), ""}};
    const auto found = candidate(family, program);
    BOOST_REQUIRE(has(found, Obstacle::already_has));
    BOOST_TEST(found.obstacles[0].detail == "temporary_aid");
    family.household.aid[0].on = date("2025-11-06");
    BOOST_TEST(!has(candidate(family, program), Obstacle::already_has));
    family.earlier = {{"other", 1, "", yuan(1), date("2026-01-01")}};
    BOOST_TEST(candidate(family, program).obstacles.at(0).detail == "other");
    family.earlier[0].member = 2;
    BOOST_TEST(!has(candidate(family, program), Obstacle::already_has));
}

BOOST_AUTO_TEST_CASE(an_excluded_program_bars_for_twelve_months)
{
    auto program = given::program();
    program.excludes = {"other"};
    auto family = given::family();
    family.earlier = {{"other", 1, "", yuan(1), date("2025-11-25")}};
    const auto found = candidate(family, program);
    BOOST_REQUIRE(has(found, Obstacle::excluded));
    BOOST_TEST(found.obstacles[0].detail == "other");
    family.earlier[0].on = date("2025-11-24");
    BOOST_TEST(!has(candidate(family, program), Obstacle::excluded));
}

BOOST_AUTO_TEST_SUITE_END()
