#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::AwardFound;
using matching::Obstacle;

static void check_known(const Family& family, const Program& program, std::int64_t amount)
{
    const auto found = candidate(family, program);
    BOOST_TEST(found.award.low.fen == amount);
    BOOST_TEST(found.award.high.fen == amount);
    BOOST_TEST(found.award.known);
}
static void check_open(const Family& family, const Program& program, std::int64_t low, std::int64_t high)
{
    const auto found = candidate(family, program);
    BOOST_TEST(found.award.low.fen == low);
    BOOST_TEST(found.award.high.fen == high);
    BOOST_TEST(!found.award.known);
}

static Program banded()
{
    return paying(BandedAward{
        Fact::self_paid,
        {{1'000'000, 2'000'000, true, false, yuan(3'000)}, {2'000'000, {}, true, false, yuan(5'000)}}});
}
static Family having_paid(std::int64_t fen)
{
    auto family = given::family();
    tell(need(family).facts, Fact::self_paid, fen);
    return family;
}

BOOST_AUTO_TEST_SUITE(award_test)

BOOST_AUTO_TEST_CASE(a_fixed_sum_never_exceeds_the_remaining_need)
{
    auto family = given::family();
    check_known(family, program(), 500'000);
    need(family).government_aid = 2'600'000;
    need(family).promised = 20'000;
    check_known(family, program(), 380'000);
}

BOOST_AUTO_TEST_CASE(a_share_is_of_the_remaining_need_up_to_its_cap)
{
    auto family = given::family();
    need(family).assessed = 100'001;
    check_known(family, paying(RatioAward{6'000, yuan(5'000)}), 60'000);
    need(family).assessed = 3'000'000;
    check_known(family, paying(RatioAward{6'000, yuan(5'000)}), 500'000);
    need(family).assessed.reset();
    check_open(family, paying(RatioAward{6'000, yuan(5'000)}), 0, 500'000);
}

BOOST_AUTO_TEST_CASE(bands_count_their_ends_as_they_are_written)
{
    BOOST_TEST(has(candidate(having_paid(1'000'000), banded()), Obstacle::no_award_case));
    check_known(having_paid(1'000'001), banded(), 300'000);
    check_known(having_paid(2'000'000), banded(), 300'000);
    check_known(having_paid(2'000'001), banded(), 500'000);
    check_open(given::family(), banded(), 0, 500'000);
}

BOOST_AUTO_TEST_CASE(a_range_that_an_officer_sets_counts_with_its_low_end)
{
    check_open(given::family(), paying(RangeAward{yuan(1'000), yuan(3'000)}), 100'000, 300'000);
    check_known(given::family(), paying(RangeAward{yuan(1'000), yuan(1'000)}), 100'000);
}

BOOST_AUTO_TEST_CASE(a_sum_for_each_member_counts_those_for_whom_the_rule_holds)
{
    auto family = given::family();
    add_member(family);
    const auto each = paying(EachAward{yuan(200), rules::codes(Fact::illnesses, Op::has, {"tumour"})});
    tell(of_member(family, 1), Fact::illnesses, listed({"tumour"}));
    check_open(family, each, 20'000, 40'000);
    tell(of_member(family, 2), Fact::illnesses, listed({"tumour"}));
    check_known(family, each, 40'000);
    of_member(family, 1).clear();
    of_member(family, 2).clear();
    for (const int number : {1, 2}) tell(of_member(family, number), Fact::illnesses, listed({}));
    BOOST_TEST(has(candidate(family, each), Obstacle::no_award_case));
}

BOOST_AUTO_TEST_CASE(members_nobody_has_listed_may_count_as_far_as_they_are_known)
{
    auto family = given::family();
    const auto each = paying(EachAward{yuan(200), rules::codes(Fact::illnesses, Op::has, {"tumour"})});
    tell(of_member(family, 1), Fact::illnesses, listed({"tumour"}));
    family.household.all_members_listed = false;
    check_open(family, each, 20'000, 20'000);
    tell(facts(family), Fact::counted_members, std::int64_t{3});
    check_open(family, each, 20'000, 60'000);
}

BOOST_AUTO_TEST_CASE(a_thing_is_worth_its_value_and_is_not_cut_to_the_step)
{
    auto thing = paying(ItemAward{"quilt", yuan(150), 2});
    thing.award.step = yuan(1'000);
    check_known(given::family(), thing, 30'000);
    auto family = given::family();
    need(family).unit = NeedUnit::pieces;
    need(family).assessed = 4;
    BOOST_TEST(candidate(family, thing).award.quantity.value() == 2);
    thing.room.budget_left = yuan(299);
    BOOST_TEST(has(candidate(family, thing), Obstacle::no_budget), "a thing cannot be given in part");
}

BOOST_AUTO_TEST_CASE(a_service_has_no_amount_but_may_have_a_measure)
{
    const auto hours = paying(ServiceAward{"tutoring", 12, "once"});
    check_known(given::family(), hours, 0);
    auto family = given::family();
    need(family).unit = NeedUnit::hours;
    BOOST_TEST(candidate(family, hours).award.quantity.value() == 12);
    BOOST_TEST(!candidate(family, paying(ServiceAward{"tutoring", 12, "week"})).award.quantity);
    need(family).unit = NeedUnit::places;
    BOOST_TEST(candidate(family, hours).award.quantity.value() == 1);
}

BOOST_AUTO_TEST_CASE(all_payments_count_together)
{
    auto monthly = paying(FixedAward{yuan(300)});
    monthly.award.payments = 10;
    check_known(given::family(), monthly, 300'000);
}

BOOST_AUTO_TEST_CASE(the_first_case_that_holds_counts)
{
    auto program = given::program();
    program.award.cases = {{kRelocated, FixedAward{yuan(4'000)}}, {{}, FixedAward{yuan(1'000)}}};
    auto family = given::family();
    check_open(family, program, 100'000, 400'000);
    tell(facts(family), Fact::relocated, std::int64_t{1});
    check_known(family, program, 400'000);
    BOOST_TEST(candidate(family, program).award.award_case == 0U);
    facts(family).back().value = std::int64_t{0};
    check_known(family, program, 100'000);
    BOOST_TEST(candidate(family, program).award.award_case == 1U);
}

BOOST_AUTO_TEST_CASE(where_no_case_may_hold_the_answer_is_no)
{
    auto program = given::program();
    program.award.cases = {{kRelocated, FixedAward{yuan(4'000)}}};
    auto family = given::family();
    check_open(family, program, 0, 400'000);
    tell(facts(family), Fact::relocated, std::int64_t{0});
    const auto found = candidate(family, program);
    BOOST_TEST((found.standing == matching::Standing::no));
    BOOST_TEST(has(found, Obstacle::no_award_case));
}

BOOST_AUTO_TEST_CASE(what_is_given_is_rounded_down_to_the_step_at_the_end)
{
    auto program = paying(FixedAward{yuan(5'000)});
    program.award.step = yuan(300);
    check_known(given::family(), program, 480'000);
    program.room.budget_left = yuan(1'000);
    check_known(given::family(), program, 90'000);
}

BOOST_AUTO_TEST_CASE(below_the_minimum_by_need_is_near_and_by_budget_an_obstacle)
{
    auto program = given::program();
    program.award.minimum = yuan(1'000);
    auto family = given::family();
    need(family).assessed = 99'999;
    const auto little = candidate(family, program);
    BOOST_TEST((little.standing == matching::Standing::near));
    BOOST_TEST(has(little, Obstacle::below_minimum));
    need(family).assessed = 100'000;
    BOOST_TEST(candidate(family, program).obstacles.empty());
    program.room.budget_left = Money{99'999};
    const auto poor = candidate(family, program);
    BOOST_TEST((poor.standing == matching::Standing::fits));
    BOOST_TEST(has(poor, Obstacle::no_budget));
}

BOOST_AUTO_TEST_CASE(a_need_smaller_than_the_minimum_budget_takes_what_is_left)
{
    auto program = given::program();
    program.room.budget_left = yuan(10);
    check_known(given::family(), program, 1'000);
    BOOST_TEST(candidate(given::family(), program).obstacles.empty());
    for (const std::int64_t left : {0, -1}) {
        program.room.budget_left = Money{left};
        check_known(given::family(), program, 0);
        BOOST_TEST(has(candidate(given::family(), program), Obstacle::no_budget));
    }
}

BOOST_AUTO_TEST_CASE(a_top_up_gives_what_is_missing_to_the_sum)
{
    auto program = given::program();
    program.award.less_earlier = true;
    auto family = given::family();
    family.earlier = {{"help", 1, "", yuan(3'500), date("2020-05-01")},
                      {"other", 1, "", yuan(900), date("2020-05-01")}};
    check_known(family, program, 150'000);
    need(family).assessed = 100'000;
    check_known(family, program, 100'000);
    program.award.less_earlier = false;
    check_known(family, program, 100'000);
}

BOOST_AUTO_TEST_CASE(a_top_up_looks_at_the_same_person_unless_the_household_applies)
{
    auto program = given::program();
    program.award.less_earlier = true;
    auto family = given::family();
    family.earlier = {{"help", 2, "", yuan(3'500), date("2020-05-01")}};
    check_known(family, program, 500'000);
    program.applicant = Applicant::household;
    check_known(family, program, 150'000);
}

BOOST_AUTO_TEST_CASE(a_cap_used_up_hides_no_empty_budget)
{
    auto program = given::program();
    program.caps = {{1, {}, "person", "life"}};
    program.room.budget_left = Money{0};
    auto family = given::family();
    family.earlier = {{"help", 1, "", yuan(1), date("2026-01-01")}};
    const auto found = candidate(family, program);
    BOOST_TEST(has(found, Obstacle::cap_used));
    BOOST_TEST(has(found, Obstacle::no_budget));
}

BOOST_AUTO_TEST_SUITE_END()
