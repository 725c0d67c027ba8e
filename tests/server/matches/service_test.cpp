// What one family finds among the programs of the demo, and what the engine is told about it.
#include "server/matches/service.hpp"
#include "tests/matching/random_world.hpp"
#include "tests/matching/written.hpp"
#include "tests/server/matches/given.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>

using namespace matching;
using namespace models;
using namespace server::matches;

namespace {

// One world for all: nothing here writes.
given::World& world()
{
    static given::ProgramsWorld kWorld;
    return kWorld;
}

server::matches::Found found_by_grandmother()
{
    return find_programs(*given::programs(world()), family_of(given::grandmother(world()), world().now));
}

std::int64_t count_of(const server::matches::Found& found, Standing standing)
{
    return std::ranges::count(found.candidates, standing, &Candidate::standing);
}

} // namespace

static std::string said(const Ranked& ranked)
{
    std::string text;
    for (const auto& candidate : ranked.candidates)
        text += to_text(ranked.family(candidate).referral) + ": " +
                tests::written(ranked.snapshot, candidate) + "\n";
    return text;
}

BOOST_AUTO_TEST_SUITE(families_of_a_program)

BOOST_AUTO_TEST_CASE(with_columns_the_list_is_the_same)
{
    std::size_t listed = 0;
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        tests::Dice dice{seed};
        auto world = tests::random_world(dice, {60, 30});
        for (auto& family : world.families)
            family.household.village = {dice.pick<std::int64_t>({520324103207, 520502001001})};
        const auto snapshot = world.snapshot();
        const auto columns = Sieve::build(snapshot);
        for (const auto& program : snapshot.programs())
            for (const Area within : {Area{520000000000}, Area{520324000000}}) {
                const auto ranked = rank_families(snapshot, program.id, within);
                BOOST_TEST(said(rank_families(snapshot, program.id, within, &columns)) == said(ranked));
                listed += ranked.candidates.size();
            }
    }
    BOOST_TEST(listed > 1'000u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(matches_of_a_family)

BOOST_AUTO_TEST_CASE(at_least_five_programs_fit_the_grandmother_and_can_take_her_now)
{
    const auto found = found_by_grandmother();
    const auto ready = std::ranges::count_if(found.candidates, [](const Candidate& candidate) {
        return candidate.standing == Standing::fits && candidate.obstacles.empty();
    });
    BOOST_TEST(ready >= 5);
    BOOST_TEST(count_of(found, Standing::to_be_asked) > 0);
    BOOST_TEST(!found.questions.empty());
}

BOOST_AUTO_TEST_CASE(parts_add_up_to_the_score_and_shown_parts_to_the_shown_score)
{
    for (const auto& [family, program, need, standing, verdict, obstacles, award, score, group] :
         found_by_grandmother().candidates) {
        BOOST_TEST(std::accumulate(score.parts.begin(), score.parts.end(), std::int64_t{0}) == score.total);
        const auto points = shown_points(score);
        BOOST_TEST(std::accumulate(points.begin(), points.end(), 0) == shown_total(score));
    }
}

BOOST_AUTO_TEST_CASE(both_directions_say_the_same)
{
    const auto found = found_by_grandmother();
    for (const auto& candidate : found.candidates) {
        const auto back = families_for(found.snapshot, candidate.program);
        BOOST_REQUIRE(back.size() == 1u);
        BOOST_TEST(back[0].score.total == candidate.score.total);
        BOOST_TEST(back[0].need == candidate.need);
        BOOST_CHECK(back[0].standing == candidate.standing);
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_known_never_refuses)
{
    // given: the same family of which only the needs and the village are known
    auto body = given::grandmother(world());
    body.household.facts.clear();
    body.household.all_members_listed = false;
    for (auto& member : body.household.members) member.facts.clear();
    FactRecord home;
    home.fact = Fact::residence_area;
    home.value = body.household.village;
    body.household.facts.push_back(home);
    // then: no program says no, but by what it gives
    const auto found = find_programs(*given::programs(world()), family_of(body, world().now));
    for (const auto& candidate : found.candidates)
        BOOST_CHECK_MESSAGE(candidate.verdict != Verdict::no, found.program(candidate.program).code);
    BOOST_TEST(!found.candidates.empty());
}

BOOST_AUTO_TEST_CASE(the_engine_is_told_no_names_and_no_numbers)
{
    const auto family = family_of(given::grandmother(world()), world().now);
    BOOST_TEST(family.household.address.empty());
    BOOST_TEST(family.household.situation.empty());
    for (const auto& member : family.household.members) {
        BOOST_TEST(member.name.empty());
        BOOST_TEST(member.id_number.empty());
        BOOST_TEST(member.phone.empty());
    }
}

BOOST_AUTO_TEST_CASE(government_aid_is_earlier_help)
{
    const auto family = family_of(given::grandmother(world()), world().now);
    BOOST_REQUIRE(family.earlier.size() == 1u);
    BOOST_TEST(family.earlier[0].what == "temporary_aid");
    BOOST_TEST(family.earlier[0].amount.fen == 900'000);
}

BOOST_AUTO_TEST_CASE(a_gift_that_lifts_a_family_over_its_line_carries_a_caution)
{
    // given: four people who have 560 yuan a head and month, under the rural line of 568.17
    auto body = given::grandmother(world());
    for (auto& record : body.household.facts)
        if (record.fact == Fact::income_year) record.value = std::int64_t{560 * 4 * 12 * 100};
    const auto found = find_programs(*given::programs(world()), family_of(body, world().now));
    const auto caution = [&](const char* code) {
        const auto at = std::ranges::find_if(found.candidates, [&](const Candidate& candidate) {
            return found.program(candidate.program).code == code;
        });
        BOOST_REQUIRE_MESSAGE(at != found.candidates.end(), code);
        return passes_the_line(found, *at);
    };
    // then: 10,000 yuan do, a service does not; nor does money for whom the line is far below
    BOOST_TEST(caution("company_gift"));
    BOOST_TEST(std::ranges::none_of(found.candidates, [&](const Candidate& candidate) {
        return candidate.award.high.fen == 0 && passes_the_line(found, candidate);
    }));
    for (const auto& candidate : found_by_grandmother().candidates)
        BOOST_TEST(!passes_the_line(found_by_grandmother(), candidate));
}

BOOST_AUTO_TEST_SUITE_END()
