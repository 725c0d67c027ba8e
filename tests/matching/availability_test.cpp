#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Obstacle;
using matching::Standing;

// The only thing that stands in the way; nothing if there is nothing or more.
static std::optional<matching::ObstacleFound> only_obstacle(const Program& program,
                                                            const Family& family = given::family())
{
    const auto found = candidate(family, program).obstacles;
    return found.size() == 1 ? std::optional(found[0]) : std::nullopt;
}
static bool stands_alone(Obstacle what, const Program& program, const Family& family = given::family())
{
    const auto found = only_obstacle(program, family);
    return found && found->what == what;
}
static bool is_free(const Program& program, const Family& family = given::family())
{
    return candidate(family, program).obstacles.empty();
}

static Program open_in(std::vector<Window> windows)
{
    auto program = given::program();
    program.windows = std::move(windows);
    return program;
}
static const Time kNow = given::ground().as_of;
constexpr std::chrono::milliseconds kMoment{1};

BOOST_AUTO_TEST_SUITE(availability_test)

BOOST_AUTO_TEST_CASE(a_window_is_half_open)
{
    BOOST_TEST(is_free(open_in({{kNow, {}, {}}})));
    BOOST_TEST(is_free(open_in({{{}, kNow + kMoment, {}}})));
    const auto later = only_obstacle(open_in({{kNow + kMoment, {}, {}}}));
    BOOST_REQUIRE(later.has_value());
    BOOST_TEST((later->what == Obstacle::opens_later && later->when == kNow + kMoment));
    const auto over = only_obstacle(open_in({{{}, kNow, {}}}));
    BOOST_REQUIRE(over.has_value());
    BOOST_TEST((over->what == Obstacle::window_over && over->when == kNow));
}

BOOST_AUTO_TEST_CASE(of_several_windows_the_one_that_opens_soonest_is_named)
{
    const auto day = std::chrono::hours{24};
    const Window past{{}, kNow - day, {}}, soon{kNow + day, {}, {}}, late{kNow + 2 * day, {}, {}};
    BOOST_TEST((only_obstacle(open_in({past, late, soon}))->when == kNow + day));
    BOOST_TEST((only_obstacle(open_in({past, {{}, kNow - 2 * day, {}}}))->when == kNow - day));
    BOOST_TEST(is_free(open_in({past, {{}, {}, {}}})));
}

BOOST_AUTO_TEST_CASE(a_window_for_others_is_no_window)
{
    auto family = given::family();
    const auto program = open_in({{{}, {}, kRelocated}});
    BOOST_TEST(is_free(program, family), "not knowing is no obstacle");
    tell(facts(family), Fact::relocated, std::int64_t{0});
    BOOST_TEST(stands_alone(Obstacle::window_over, program, family));
}

BOOST_AUTO_TEST_CASE(paused_and_closed_programs_cannot_take_a_need)
{
    auto program = given::program();
    program.state = ProgramState::paused;
    BOOST_TEST(stands_alone(Obstacle::paused, program));
    program.state = ProgramState::closed;
    BOOST_TEST(stands_alone(Obstacle::window_over, program));
}

BOOST_AUTO_TEST_CASE(a_program_serves_where_the_family_lives)
{
    auto program = given::program();
    program.areas = {kOtherCounty, kCounty};
    BOOST_TEST(is_free(program));
    program.areas = {{522128000000}};
    BOOST_TEST(is_free(program), "the old code of the county");
    program.areas = {kOtherCounty};
    BOOST_TEST(stands_alone(Obstacle::outside_area, program));
    auto family = given::family();
    facts(family).erase(facts(family).begin());
    BOOST_TEST(stands_alone(Obstacle::area_unknown, program, family));
}

BOOST_AUTO_TEST_CASE(by_hukou_or_school_it_serves_the_person_of_the_need)
{
    for (const auto [of, fact] :
         {std::pair{ServedOf::hukou, Fact::hukou_area}, {ServedOf::school, Fact::school_area}}) {
        auto program = given::program();
        program.served_of = of;
        program.areas = {kCounty};
        auto family = given::family();
        BOOST_TEST(stands_alone(Obstacle::area_unknown, program, family));
        tell(of_member(family, 1), fact, kVillage);
        BOOST_TEST(is_free(program, family));
        of_member(family, 1)[0].value = kOtherCounty;
        BOOST_TEST(stands_alone(Obstacle::outside_area, program, family));
    }
}

BOOST_AUTO_TEST_CASE(by_hukou_a_need_for_nobody_asks_whether_all_agree)
{
    auto program = given::program();
    program.served_of = ServedOf::hukou;
    program.areas = {kCounty};
    auto family = given::family();
    need(family).member = 0;
    tell(of_member(family, 1), Fact::hukou_area, kVillage);
    tell(add_member(family).facts, Fact::hukou_area, kVillage);
    BOOST_TEST(is_free(program, family));
    of_member(family, 2)[0].value = kOtherCounty;
    BOOST_TEST(stands_alone(Obstacle::area_unknown, program, family));
}

BOOST_AUTO_TEST_CASE(no_place_and_no_money_are_obstacles)
{
    auto program = given::program();
    program.room.places_left = 0;
    BOOST_TEST(stands_alone(Obstacle::no_places, program));
    program.room.places_left = 1;
    program.room.budget_left = Money{0};
    BOOST_TEST(stands_alone(Obstacle::no_budget, program));
}

BOOST_AUTO_TEST_CASE(a_quota_of_none_stops_its_county_or_group)
{
    auto program = given::program();
    program.quotas = {{kOtherCounty, {}, 0, {}}, {kCounty, {}, 5, {}}};
    BOOST_TEST(is_free(program));
    program.quotas[1].places = 0;
    BOOST_TEST(stands_alone(Obstacle::no_places, program));
    program.quotas[1] = {{}, kRelocated, {}, Money{0}};
    BOOST_TEST(is_free(program), "it is not known whether the family belongs to the group");
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{1});
    BOOST_TEST(stands_alone(Obstacle::no_budget, program, family));
}

BOOST_AUTO_TEST_CASE(a_quota_of_nobody_in_particular_stops_nobody)
{
    auto program = given::program();
    program.quotas = {{{}, {}, 0, Money{0}}};
    BOOST_TEST(is_free(program));
}

BOOST_AUTO_TEST_CASE(where_a_school_or_a_list_decides_a_family_gets_a_hint)
{
    auto program = given::program();
    for (const auto applicant : {Applicant::school, Applicant::village, Applicant::institution}) {
        program.applicant = applicant;
        const auto found = candidate(given::family(), program);
        BOOST_TEST((found.standing == Standing::hint));
        BOOST_TEST(has(found, Obstacle::not_applicant));
    }
    program.applicant = Applicant::household;
    BOOST_TEST((candidate(given::family(), program).standing == Standing::fits));
    program.by_list = true;
    BOOST_TEST((candidate(given::family(), program).standing == Standing::hint));
}

BOOST_AUTO_TEST_CASE(what_is_full_or_over_still_fits)
{
    auto program = open_in({{{}, kNow, {}}});
    program.room.places_left = 0;
    const auto found = candidate(given::family(), program);
    BOOST_TEST((found.standing == Standing::fits));
    BOOST_TEST((found.verdict == matching::Verdict::yes));
    BOOST_TEST(found.obstacles.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
