#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>
#include <numeric>

using namespace given;
using matching::Factor;
using matching::Score;

static std::int64_t factor(Factor which, const Family& family, const Program& program)
{
    return candidate(family, program).score.permille[static_cast<std::size_t>(which)];
}
static std::int64_t factor(Factor which, const Program& program)
{
    return factor(which, given::family(), program);
}

static Score parts(std::array<std::int64_t, 8> permille)
{
    Score score;
    const matching::Policy policy;
    for (std::size_t i = 0; i < permille.size(); ++i) {
        score.parts[i] = policy.weights[i] * permille[i];
        score.total += score.parts[i];
    }
    return score;
}

BOOST_AUTO_TEST_SUITE(score_test)

BOOST_AUTO_TEST_CASE(a_main_purpose_fits_better_than_a_side_purpose)
{
    auto program = given::program();
    BOOST_TEST(factor(Factor::fit, program) == 1000);
    program.purposes = {{"medical", false}, {"education", true}};
    BOOST_TEST(factor(Factor::fit, program) == 600);
}

BOOST_AUTO_TEST_CASE(points_take_the_place_of_fit)
{
    auto program = given::program();
    program.priority = {true, {{{}, 1, "", ""}, {rules::number(Fact::relocated, Op::is, 1), 2, "", ""}}};
    auto family = given::family();
    BOOST_TEST(factor(Factor::fit, family, program) == 333, "unknown counts as not in it");
    tell(facts(family), Fact::relocated, std::int64_t{1});
    BOOST_TEST(factor(Factor::fit, family, program) == 1000);
}

BOOST_AUTO_TEST_CASE(the_first_group_that_surely_holds_is_the_familys)
{
    auto program = given::program();
    program.priority = {false, {{rules::number(Fact::relocated, Op::is, 1), 0, "", ""}, {{}, 0, "", ""}}};
    auto family = given::family();
    BOOST_TEST(candidate(family, program).priority_group.value() == 1U);
    tell(facts(family), Fact::relocated, std::int64_t{1});
    BOOST_TEST(candidate(family, program).priority_group.value() == 0U);
    BOOST_TEST(factor(Factor::fit, family, program) == 1000);
}

BOOST_AUTO_TEST_CASE(coverage_is_of_the_rounded_award)
{
    auto program = given::program();
    program.award.step = yuan(3'000);
    BOOST_TEST(factor(Factor::coverage, program) == 100, "3,000 of 30,000, not 5,000");
    auto family = given::family();
    need(family).assessed = 100;
    BOOST_TEST(factor(Factor::coverage, family, given::program()) == 1000);
    need(family).assessed.reset();
    BOOST_TEST(factor(Factor::coverage, family, given::program()) == 500);
}

BOOST_AUTO_TEST_CASE(coverage_of_hours_and_places_is_in_their_unit)
{
    const auto hours = paying(ServiceAward{"tutoring", 12, "once"});
    BOOST_TEST(factor(Factor::coverage, hours) == 500, "a service for money needed");
    auto family = given::family();
    need(family).unit = NeedUnit::hours;
    need(family).assessed = 36;
    BOOST_TEST(factor(Factor::coverage, family, hours) == 333);
    BOOST_TEST(factor(Factor::coverage, family, given::program()) == 500, "money for hours needed");
}

BOOST_AUTO_TEST_CASE(proximity_is_the_smallest_division_in_common)
{
    auto program = given::program();
    BOOST_TEST(factor(Factor::proximity, program) == 200);
    const std::pair<std::int64_t, std::int64_t> kCases[]{
        {440309001001, 200}, {520525005001, 400},  {520381001001, 600},  {520324001001, 900},
        {520324103001, 950}, {520324103207, 1000}, {522128103207, 1000}, {520000000000, 400}};
    for (const auto& [code, expected] : kCases) {
        program.sites.assign(1, Site{});
        program.sites[0].area = {code};
        BOOST_TEST(factor(Factor::proximity, program) == expected, code);
    }
    program.areas = {kOtherCounty};
    program.sites.push_back(program.sites[0]);
    program.sites[1].area = kVillage;
    BOOST_TEST(factor(Factor::proximity, program) == 1000, "the nearest site, not the area served");
}

BOOST_AUTO_TEST_CASE(an_urgent_family_needs_faster_help)
{
    auto program = given::program();
    program.record.median_days_to_first_help = 11;
    auto family = given::family();
    BOOST_TEST(factor(Factor::timeliness, family, program) == 980);
    family.urgency = Urgency::urgent;
    BOOST_TEST(factor(Factor::timeliness, family, program) == 500);
    family.urgency = Urgency::normal;
    tell(need(family).facts, Fact::urgent, std::int64_t{1});
    BOOST_TEST(factor(Factor::timeliness, family, program) == 500);
    program.record.median_days_to_first_help = 2;
    BOOST_TEST(factor(Factor::timeliness, family, program) == 1000);
    program.record.median_days_to_first_help = 20;
    BOOST_TEST(factor(Factor::timeliness, family, program) == 0);
}

BOOST_AUTO_TEST_CASE(room_is_the_smaller_share_left)
{
    auto program = given::program();
    BOOST_TEST(factor(Factor::room, program) == 1000);
    program.room = {40, 10, yuan(100'000), yuan(20'000)};
    BOOST_TEST(factor(Factor::room, program) == 200);
    program.room.places_left = 0;
    BOOST_TEST(factor(Factor::room, program) == 0);
}

BOOST_AUTO_TEST_CASE(a_track_record_of_few_offers_is_smoothed)
{
    auto program = given::program();
    BOOST_TEST(factor(Factor::track_record, program) == 750);
    program.record = {1, 1, 1, 1, 15};
    BOOST_TEST(factor(Factor::track_record, program) == 800);
    program.record = {96, 96, 96, 0, 15};
    BOOST_TEST(factor(Factor::track_record, program) == (990 + 30) / 2);
}

BOOST_AUTO_TEST_CASE(waiting_counts_days_since_confirmation)
{
    auto family = given::family();
    BOOST_TEST(factor(Factor::waiting, family, given::program()) == 0);
    family.confirmed = start_of(date("2026-10-25"));
    BOOST_TEST(factor(Factor::waiting, family, given::program()) == 500);
    family.confirmed = start_of(date("2024-10-25"));
    BOOST_TEST(factor(Factor::waiting, family, given::program()) == 1000);
    family.confirmed = start_of(date("2026-12-25"));
    BOOST_TEST(factor(Factor::waiting, family, given::program()) == 0);
}

static matching::Severity severity(const Family& family, std::vector<matching::Hardship> hardships)
{
    matching::Policy policy;
    policy.hardships = std::move(hardships);
    auto ground = given::ground();
    ground.policy = std::make_shared<matching::Policy>(policy);
    return matching::severity_of(matching::Snapshot::build({family}, {}, ground), {0});
}

BOOST_AUTO_TEST_CASE(severity_adds_the_hardships_that_surely_hold)
{
    auto family = given::family();
    const matching::Hardship always{"always", {}, 500},
        moved{"moved", rules::number(Fact::relocated, Op::is, 1), 249};
    const auto unknown = severity(family, {moved, always});
    BOOST_TEST(unknown.permille == 500);
    BOOST_TEST(unknown.tier == 2);
    BOOST_TEST((unknown.hardships == std::vector<std::size_t>{1}));
    tell(facts(family), Fact::relocated, std::int64_t{1});
    BOOST_TEST(severity(family, {moved, always}).permille == 749);
    BOOST_TEST(severity(family, {moved, always}).tier == 2);
    BOOST_TEST(severity(family, {always, always, moved}).permille == 1000);
    BOOST_TEST(severity(family, {always, always, moved}).tier == 1);
    BOOST_TEST(severity(family, {moved}).tier == 4);
}

BOOST_AUTO_TEST_CASE(a_hardship_about_a_need_holds_if_it_holds_for_one)
{
    auto family = given::family();
    family.household.needs.push_back(need(family));
    tell(family.household.needs[1].facts, Fact::self_paid, std::int64_t{2'000'000});
    const matching::Hardship costs{"costs", rules::number(Fact::self_paid, Op::at_least, 2'000'000), 100};
    BOOST_TEST(severity(family, {costs}).permille == 100);
    family.household.needs.clear();
    BOOST_TEST(severity(family, {costs}).permille == 0);
    BOOST_TEST(severity(family, {{"always", {}, 100}}).permille == 100);
}

BOOST_AUTO_TEST_CASE(contributions_add_up_exactly)
{
    const auto score = candidate(given::family(), given::program()).score;
    BOOST_TEST(std::accumulate(score.parts.begin(), score.parts.end(), std::int64_t{0}) == score.total);
    BOOST_TEST(score.parts[static_cast<std::size_t>(Factor::fit)] == 25'000);
}

BOOST_AUTO_TEST_CASE(shown_points_go_to_the_largest_remainders)
{
    const auto score = parts({996, 7, 40, 60, 0, 50, 100, 0}); // 24.9 0.14 0.4 0.6 0 0.5 1.2 0 = 27.74
    const std::array<int, 8> expected{25, 0, 0, 1, 0, 1, 1, 0};
    BOOST_TEST(matching::shown_total(score) == 28);
    BOOST_TEST(matching::shown_points(score) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(equal_remainders_go_in_the_order_shown)
{
    const auto score = parts({0, 0, 50, 50, 0, 50, 0, 0}); // three halves make one and a half, shown as two
    const std::array<int, 8> expected{0, 0, 1, 1, 0, 0, 0, 0};
    BOOST_TEST(matching::shown_total(score) == 2);
    BOOST_TEST(matching::shown_points(score) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
