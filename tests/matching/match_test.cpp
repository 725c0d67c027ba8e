#include "matching/match.hpp"
#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Candidate;
using matching::Snapshot;
using matching::Standing;

static Program numbered(std::int64_t id, Rule rule = {})
{
    auto program = given::program(std::move(rule));
    program.id.value = id;
    program.code = "p" + std::to_string(id);
    return program;
}

static std::vector<std::int64_t> ids(const Snapshot& snapshot, const std::vector<Candidate>& found)
{
    std::vector<std::int64_t> ids;
    for (const auto& one : found) ids.push_back(snapshot.programs()[one.program.value].id.value);
    return ids;
}
static std::vector<std::int64_t> ids_for(const Family& family, std::vector<Program> programs,
                                         matching::Limit limit = matching::kNoLimit)
{
    const auto snapshot = Snapshot::build({family}, std::move(programs), given::ground());
    return ids(snapshot, programs_for(snapshot, {0}, limit));
}
static std::vector<std::int64_t> of(std::initializer_list<std::int64_t> ids) { return ids; }

BOOST_AUTO_TEST_SUITE(match_test)

BOOST_AUTO_TEST_CASE(programs_come_by_how_they_stand)
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{0});
    tell(facts(family), Fact::able_to_raise, std::int64_t{0});
    auto full = numbered(2), hint = numbered(6);
    full.room.places_left = 0;
    hint.by_list = true;
    const auto refused = rules::all({kRelocated, rules::number(Fact::able_to_raise, Op::is, 1)});
    const std::vector<Program> programs{hint,
                                        numbered(5, refused),
                                        numbered(4, kRelocated),
                                        numbered(3, rules::codes(Fact::layers, Op::has, {"dibao"})),
                                        full,
                                        numbered(1)};
    BOOST_TEST(ids_for(family, programs) == of({1, 2, 3, 4, 5, 6}), boost::test_tools::per_element());
    BOOST_TEST(ids_for(family, programs, 2) == of({1, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(within_a_standing_the_score_orders_then_the_id)
{
    auto better = numbered(9), worse = numbered(1);
    worse.record.median_days_to_first_help = 60;
    BOOST_TEST(ids_for(given::family(), {worse, numbered(8), better, numbered(7)}) == of({7, 8, 9, 1}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(only_open_and_paused_programs_that_serve_the_need_come)
{
    auto draft = numbered(1), closed = numbered(2), paused = numbered(3), other = numbered(4),
         far = numbered(5);
    draft.state = ProgramState::draft;
    closed.state = ProgramState::closed;
    paused.state = ProgramState::paused;
    other.purposes[0].need = "education";
    far.areas = {kOtherCounty};
    BOOST_TEST(ids_for(given::family(), {draft, closed, paused, other, far}) == of({3}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_need_that_is_met_or_closed_or_paid_for_asks_for_nothing)
{
    for (const auto state : {NeedState::met, NeedState::closed}) {
        auto family = given::family();
        need(family).state = state;
        BOOST_TEST(ids_for(family, {numbered(1)}).empty());
    }
    auto family = given::family();
    need(family).promised = 3'000'000;
    BOOST_TEST(ids_for(family, {numbered(1)}).empty());
    need(family).promised = 2'999'999;
    BOOST_TEST(ids_for(family, {numbered(1)}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_program_met_through_two_needs_counts_once_with_its_best)
{
    auto family = given::family();
    family.household.needs.push_back(need(family));
    family.household.needs[1].assessed = 500'000;
    family.household.needs.push_back(family.household.needs[1]);
    const auto snapshot = Snapshot::build({family}, {numbered(1)}, given::ground());
    for (const auto& found : {programs_for(snapshot, {0}), families_for(snapshot, {0})}) {
        BOOST_REQUIRE(found.size() == 1U);
        BOOST_TEST(found[0].need == 1U, "the smaller need is covered in full; of equals the first");
    }
}

BOOST_AUTO_TEST_CASE(families_come_by_score_then_by_who_reported_first)
{
    auto late = given::family(), early = given::family(), urgent = given::family();
    early.first_reported = start_of(date("2026-10-01"));
    urgent.confirmed = start_of(date("2026-10-01"));
    const auto snapshot = Snapshot::build({late, early, urgent}, {numbered(1)}, given::ground());
    const auto found = families_for(snapshot, {0});
    BOOST_REQUIRE(found.size() == 3U);
    BOOST_TEST(found[0].family.value == 2U);
    BOOST_TEST(found[1].family.value == 1U);
    BOOST_TEST(found[2].family.value == 0U);
    BOOST_TEST(families_for(snapshot, {0}, 1).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_program_far_away_is_left_out_and_one_of_unknown_place_is_not)
{
    auto program = numbered(1);
    program.areas = {Area{520324103000}};
    auto family = given::family();
    BOOST_TEST(ids_for(family, {program}).size() == 1U);
    facts(family)[0].value = kCounty;
    BOOST_TEST(ids_for(family, {program}).size() == 1U, "it may live in that township");
    facts(family)[0].value = Area{522128103207};
    BOOST_TEST(ids_for(family, {program}).size() == 1U, "told with the old code");
    facts(family).clear();
    BOOST_TEST(ids_for(family, {program}).size() == 1U);
    tell(facts(family), Fact::residence_area, kOtherCounty);
    BOOST_TEST(ids_for(family, {program}).empty());
}

BOOST_AUTO_TEST_CASE(another_day_or_other_families_give_what_a_full_build_gives)
{
    const auto family = given::family();
    const std::vector<Program> programs{numbered(1), numbered(2, kRelocated)};
    const auto full = Snapshot::build({family}, programs, given::ground());
    const auto with = Snapshot::build({}, programs, given::ground()).with({family});
    BOOST_TEST(ids(with, programs_for(with, {0})) == ids(full, programs_for(full, {0})),
               boost::test_tools::per_element());
    const auto later = full.at(start_of(date("2027-11-24")));
    auto ground = given::ground();
    ground.as_of = start_of(date("2027-11-24"));
    const auto other = Snapshot::build({family}, programs, ground);
    BOOST_TEST(programs_for(later, {0})[0].score.total == programs_for(other, {0})[0].score.total);
    BOOST_TEST((full.ground().as_of == given::ground().as_of));
}

BOOST_AUTO_TEST_CASE(what_does_not_exist_is_an_error_and_no_guess)
{
    const auto snapshot = Snapshot::build({given::family()}, {numbered(1)}, given::ground());
    BOOST_CHECK_THROW(programs_for(snapshot, {1}), std::out_of_range);
    BOOST_CHECK_THROW(families_for(snapshot, {1}), std::out_of_range);
    BOOST_CHECK_THROW(match(snapshot, {0}, 1, {0}), std::out_of_range);
}

BOOST_AUTO_TEST_SUITE_END()
