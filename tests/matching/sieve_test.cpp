#include "matching/explain.hpp"
#include "matching/pair.hpp"
#include "matching/sieve.hpp"
#include "tests/matching/random_world.hpp"
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

using namespace matching;

// What the row by row road says of the same need.
static std::vector<Match> by_row(const Snapshot& snapshot, FamilyIndex family, std::size_t need)
{
    std::vector<Match> matches;
    const auto unit = snapshot.families()[family.value].household.needs[need].unit;
    for (const auto& candidate : programs_for_need(snapshot, family, need)) {
        const bool fits = candidate.standing == Standing::fits;
        if ((!fits && candidate.standing != Standing::to_be_asked) || !candidate.obstacles.empty()) continue;
        matches.push_back({static_cast<std::uint32_t>(candidate.program.value),
                           static_cast<std::int32_t>(candidate.score.total),
                           award_in_unit(unit, candidate.award), candidate.award.low.fen, fits});
    }
    return matches;
}

static std::string difference(std::span<const Match> found, std::span<const Match> expected)
{
    std::ostringstream text;
    text << found.size() << " instead of " << expected.size();
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i)
        if (found[i] != expected[i]) {
            text << "; at " << i << ": program " << found[i].program << " score " << found[i].score
                 << " award " << found[i].award << " fits " << found[i].fits << " instead of "
                 << expected[i].program << " score " << expected[i].score << " award " << expected[i].award
                 << " fits " << expected[i].fits;
            break;
        }
    return text.str();
}

static std::size_t compare_world(const tests::RandomWorld& world, Limit limit)
{
    const auto snapshot = world.snapshot();
    const auto sieve = Sieve::build(snapshot);
    const auto all = sieve.match_all(limit);
    std::size_t compared = 0, at = 0;
    for (std::size_t family = 0; family < world.families.size(); ++family) {
        const auto& needs = world.families[family].household.needs;
        for (std::uint32_t need = 0; need < needs.size(); ++need) {
            if (!is_wanting(needs[need])) continue;
            auto expected = by_row(snapshot, {family}, need);
            if (expected.size() > limit) expected.resize(limit);
            BOOST_REQUIRE(at < all.needs.size());
            BOOST_TEST(all.needs[at].family.value == family);
            BOOST_TEST(all.needs[at].need == need);
            const auto found = all.of(all.needs[at++]);
            if (!std::ranges::equal(found, expected))
                BOOST_ERROR("family " << family << " need " << need << ": " << difference(found, expected));
            compared += expected.size();
        }
        const auto options = sieve.options_of({family}), slow = options_of(snapshot, {family});
        BOOST_CHECK(options == slow);
    }
    BOOST_TEST(at == all.needs.size());
    return compared;
}

// Of each family its best need among those that the program could take today, by the engine of single pairs.
static void compare_programs(const tests::RandomWorld& world, Limit limit, std::size_t& compared)
{
    const auto snapshot = world.snapshot();
    const auto sieve = Sieve::build(snapshot);
    for (std::size_t program = 0; program < world.programs.size(); ++program) {
        std::vector<std::tuple<bool, std::int64_t, std::int64_t, models::Time, std::size_t, std::size_t>> all;
        const auto& purposes = world.programs[program].purposes;
        for (std::size_t family = 0; family < world.families.size(); ++family) {
            const auto& needs = world.families[family].household.needs;
            std::optional<decltype(all)::value_type> best;
            for (std::size_t need = 0; need < needs.size(); ++need) {
                const bool asks = std::ranges::count(purposes, needs[need].type, &models::Purpose::need) > 0;
                if (!asks || !is_wanting(needs[need])) continue;
                const auto candidate = match(snapshot, {family}, need, {program});
                const bool fits = candidate.standing == Standing::fits;
                if ((!fits && candidate.standing != Standing::to_be_asked) || !candidate.obstacles.empty())
                    continue;
                const auto coverage = candidate.score.permille[static_cast<std::size_t>(Factor::coverage)];
                const auto& told = world.families[family];
                const std::tuple one{!fits, -candidate.score.total, -coverage, told.first_reported, family,
                                     need};
                best = best ? std::min(*best, one) : one;
            }
            if (best) all.push_back(*best);
        }
        std::ranges::sort(all);
        if (all.size() > limit) all.resize(limit);
        const auto found = sieve.families_for({program}, limit);
        BOOST_REQUIRE_EQUAL(found.size(), all.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            BOOST_TEST(found[i].family.value == std::get<4>(all[i]));
            BOOST_TEST(found[i].need == std::get<5>(all[i]));
            BOOST_TEST(found[i].match.score == -std::get<1>(all[i]));
            BOOST_TEST(found[i].match.fits != std::get<0>(all[i]));
        }
        compared += found.size();
    }
}

// Of each program its best need among those that it could take, by the engine of single pairs.
static std::size_t compare_explained(const tests::RandomWorld& world, Limit limit)
{
    const auto snapshot = world.snapshot();
    const auto sieve = Sieve::build(snapshot);
    std::size_t compared = 0;
    for (std::size_t family = 0; family < world.families.size(); ++family) {
        const auto& needs = world.families[family].household.needs;
        using Place = std::tuple<bool, std::int64_t, std::int64_t, std::int64_t, std::size_t>;
        std::map<std::size_t, std::pair<Place, Candidate>> best; // by program
        for (std::size_t need = 0; need < needs.size(); ++need)
            for (const auto& one : programs_for_need(snapshot, {family}, need)) {
                const bool fits = one.standing == Standing::fits;
                if ((!fits && one.standing != Standing::to_be_asked) || !one.obstacles.empty()) continue;
                const auto coverage = one.score.permille[static_cast<std::size_t>(Factor::coverage)];
                const Place place{!fits, -one.score.total, -coverage,
                                  snapshot.programs()[one.program.value].id.value, need};
                const auto [at, fresh] = best.try_emplace(one.program.value, place, one);
                if (!fresh && place < at->second.first) at->second = {place, one};
            }
        std::vector<std::pair<Place, Candidate>> expected;
        for (const auto& [program, one] : best) expected.push_back(one);
        std::ranges::sort(expected, {}, [](const auto& one) { return one.first; });
        if (expected.size() > limit) expected.resize(limit);
        const auto found = sieve.explained({family}, limit);
        BOOST_REQUIRE_EQUAL(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            const auto& candidate = expected[i].second;
            const auto& told = explain(snapshot, candidate);
            BOOST_TEST(found[i].match.program == candidate.program.value);
            BOOST_TEST(found[i].need == candidate.need);
            BOOST_TEST((found[i].score.permille == candidate.score.permille));
            BOOST_TEST((found[i].score.parts == candidate.score.parts));
            BOOST_TEST(found[i].match.score == candidate.score.total);
            BOOST_TEST(std::ssize(found[i].unknown) ==
                       std::ranges::count(told.lines, Verdict::unknown, &RuleLine::verdict));
        }
        compared += found.size();
    }
    return compared;
}

// What the row by row road calls near.
static std::vector<Sieve::NearMiss> near_by_row(const Snapshot& snapshot, FamilyIndex family)
{
    std::vector<Sieve::NearMiss> near;
    for (const auto& candidate : programs_for(snapshot, family))
        if (candidate.standing == Standing::near)
            near.push_back({candidate.program, static_cast<std::uint32_t>(candidate.need)});
    std::ranges::sort(near, {}, [](const auto& miss) { return miss.program.value; });
    return near;
}

BOOST_AUTO_TEST_SUITE(sieve)

BOOST_AUTO_TEST_CASE(finds_the_near_misses_of_every_family)
{
    std::size_t found = 0, by_the_least = 0;
    for (int round = 0; round < tests::rounds(40, 1'000); ++round) {
        tests::Dice dice(static_cast<std::uint64_t>(8000 + round));
        const auto world = tests::random_world(dice, {30, 60});
        const auto snapshot = world.snapshot();
        const auto sieve = Sieve::build(snapshot);
        for (std::size_t family = 0; family < world.families.size(); ++family) {
            const auto misses = sieve.near_misses({family});
            BOOST_TEST((misses == near_by_row(snapshot, {family})), round << ": family " << family);
            found += misses.size();
            for (const auto& miss : misses)
                by_the_least += match(snapshot, {family}, miss.need, miss.program).verdict != Verdict::no;
        }
    }
    BOOST_TEST(found > 2'000U);
    BOOST_TEST(by_the_least > 20U);
}

// Who is left out surely does not fit.
BOOST_AUTO_TEST_CASE(knows_who_may_suit_a_program)
{
    std::size_t asked = 0, left_out = 0;
    for (int round = 0; round < tests::rounds(20, 500); ++round) {
        tests::Dice dice(static_cast<std::uint64_t>(7000 + round));
        const auto world = tests::random_world(dice, {40, 30});
        const auto snapshot = world.snapshot();
        const auto sieve = Sieve::build(snapshot);
        for (std::size_t program = 0; program < world.programs.size(); ++program) {
            const auto some = sieve.may_suit({program});
            if (!some) continue;
            std::set<std::size_t> may;
            for (const auto family : *some) may.insert(family.value);
            BOOST_TEST(may.size() == some->size());
            for (const auto& one : families_for(snapshot, {program})) {
                ++asked;
                left_out += !may.contains(one.family.value);
                if (one.standing == Standing::no) continue;
                BOOST_TEST(may.contains(one.family.value),
                           round << ": " << program << " " << one.family.value);
            }
        }
    }
    BOOST_TEST(asked > 2'000U);
    BOOST_TEST(left_out > 0U, left_out << " of " << asked);
}

BOOST_AUTO_TEST_CASE(explains_every_family_as_the_rows_do)
{
    std::size_t compared = 0;
    for (int round = 0; round < tests::rounds(20, 500); ++round) {
        tests::Dice dice(static_cast<std::uint64_t>(6000 + round));
        const auto world = tests::random_world(dice, {40, 30});
        BOOST_TEST_CONTEXT("world " << round)
        {
            compared += compare_explained(world, kNoLimit) + compare_explained(world, 3);
        }
    }
    BOOST_TEST(compared > 1'000U);
}

BOOST_AUTO_TEST_CASE(says_of_every_need_what_the_rows_say)
{
    std::size_t compared = 0;
    for (int round = 0; round < tests::rounds(60, 2'000); ++round) {
        tests::Dice dice(static_cast<std::uint64_t>(1000 + round));
        BOOST_TEST_CONTEXT("world " << round)
        {
            compared += compare_world(tests::random_world(dice, {30, 40}), kNoLimit);
        }
    }
    BOOST_TEST_MESSAGE(compared << " matches compared");
    BOOST_TEST(compared > 500U);
}

BOOST_AUTO_TEST_CASE(says_of_every_program_what_the_rows_say)
{
    std::size_t compared = 0;
    for (int round = 0; round < tests::rounds(20, 500); ++round) {
        tests::Dice dice(static_cast<std::uint64_t>(5000 + round));
        const auto world = tests::random_world(dice, {40, 30});
        BOOST_TEST_CONTEXT("world " << round)
        {
            compare_programs(world, kNoLimit, compared);
            compare_programs(world, 3, compared);
        }
    }
    BOOST_TEST(compared > 500U);
}

BOOST_AUTO_TEST_CASE(keeps_the_best_of_each_need)
{
    tests::Dice dice(7);
    compare_world(tests::random_world(dice, {60, 120}), 3);
}

BOOST_AUTO_TEST_SUITE_END()
