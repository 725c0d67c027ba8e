// Columns that were changed step by step say what columns built anew say.
#include "matching/pair.hpp"
#include "matching/sieve.hpp"
#include "tests/matching/changes.hpp"
#include <boost/test/unit_test.hpp>
#include <map>

using namespace matching;
using namespace tests;

static bool is_same(const Sieve::Matches& a, const Sieve::Matches& b)
{
    return std::ranges::equal(a.needs, b.needs, [&](const auto& one, const auto& other) {
        return one.family == other.family && one.need == other.need &&
               std::ranges::equal(a.of(one), b.of(other));
    });
}

static bool is_same(const std::vector<Sieve::FamilyMatch>& a, const std::vector<Sieve::FamilyMatch>& b)
{
    return std::ranges::equal(a, b, [](const auto& one, const auto& other) {
        return one.family == other.family && one.need == other.need && one.match == other.match;
    });
}

static bool is_same(const std::vector<Sieve::Explained>& a, const std::vector<Sieve::Explained>& b)
{
    return std::ranges::equal(a, b, [](const auto& one, const auto& other) {
        return one.need == other.need && one.match == other.match && one.score.parts == other.score.parts &&
               std::ranges::equal(one.unknown, other.unknown,
                                  [](const auto* rule, const auto* same) { return *rule == *same; });
    });
}

// How many matches were compared.
static std::size_t compare(const Sieve& sieve, const Sieve& fresh)
{
    const auto& snapshot = fresh.snapshot();
    const auto all = fresh.match_all(kNoLimit);
    BOOST_TEST(is_same(sieve.match_all(kNoLimit), all));
    for (std::size_t i = 0; i < snapshot.programs().size(); ++i)
        BOOST_TEST(is_same(sieve.families_for({i}, 5), fresh.families_for({i}, 5)), "program " << i);
    for (std::size_t i = 0; i < snapshot.families().size(); ++i) {
        BOOST_TEST(is_same(sieve.explained({i}, 4), fresh.explained({i}, 4)), "family " << i);
        BOOST_TEST((sieve.options_of({i}) == fresh.options_of({i})));
        BOOST_TEST((sieve.near_misses({i}) == fresh.near_misses({i})), "family " << i);
    }
    std::size_t matches = 0;
    for (const auto& need : all.needs) matches += need.count;
    return matches;
}

static std::size_t change_step_by_step(std::uint64_t seed, Size size, ChangeSize changes, int steps)
{
    Dice dice{seed};
    auto world = random_world(dice, size);
    auto sieve = Sieve::build(world.snapshot());
    std::size_t compared = 0;
    for (int step = 0; step < steps; ++step) {
        const auto lists = sieve.match_all(kNoLimit);
        auto next = sieve.with(sieve.snapshot().with(random_changes(world, dice, changes)));
        BOOST_TEST_CONTEXT("seed " << seed << " step " << step)
        {
            compared += compare(next, Sieve::build(world.snapshot()));
            BOOST_TEST(is_same(sieve.match_all(kNoLimit), lists));
        }
        sieve = std::move(next);
    }
    return compared;
}

BOOST_AUTO_TEST_SUITE(sieve_with)

BOOST_AUTO_TEST_CASE(any_sequence_of_changes_gives_what_a_full_build_gives)
{
    std::size_t compared = 0;
    for (int seed = 0; seed < rounds(20, 600); ++seed)
        compared += change_step_by_step(static_cast<std::uint64_t>(9'100'000 + seed), {16, 30}, {40, 4}, 12);
    BOOST_TEST(compared > 2'000U);
}

// Where the village is known, so that columns hold everybody; facts are told otherwise, and little else.
static void settle(Family& family, Dice& dice)
{
    auto& facts = family.household.facts;
    std::erase_if(facts, [](const auto& record) { return record.fact == models::Fact::residence_area; });
    models::FactRecord home;
    home.fact = models::Fact::residence_area;
    home.value = models::Area{dice.pick<std::int64_t>({520324103207, 520324103208, 520502001001})};
    facts.push_back(home);
}

BOOST_AUTO_TEST_CASE(facts_told_otherwise_are_asked_again)
{
    std::size_t compared = 0, other = 0;
    for (int seed = 0; seed < rounds(12, 200); ++seed) {
        Dice dice{static_cast<std::uint64_t>(9'400'000 + seed)};
        auto world = random_world(dice, {20, 60});
        for (auto& family : world.families) settle(family, dice);
        auto sieve = Sieve::build(world.snapshot());
        for (int step = 0; step < 6; ++step) {
            Changes changes;
            for (auto& family : world.families) {
                if (dice.one_in(3)) continue;
                family = dice.coin() ? knowing_more(family, dice)
                                     : changed_from(family, models::day_of(world.now), dice);
                settle(family, dice);
                if (dice.one_in(4)) family.earlier = random_family(dice, 1).earlier;
                changes.families.push_back(family);
            }
            auto next = sieve.with(sieve.snapshot().with(std::move(changes)));
            const auto fresh = Sieve::build(world.snapshot());
            BOOST_TEST_CONTEXT("seed " << seed << " step " << step) compared += compare(next, fresh);
            other += !is_same(sieve.match_all(kNoLimit), fresh.match_all(kNoLimit));
            sieve = std::move(next);
        }
    }
    BOOST_TEST(compared > 2'000U);
    BOOST_TEST(other > 30U);
}

// Of many takers most are dropped on the way.
BOOST_AUTO_TEST_CASE(the_best_few_are_the_first_of_all)
{
    std::size_t most = 0;
    for (int seed = 0; seed < rounds(6, 60); ++seed) {
        Dice dice{static_cast<std::uint64_t>(9'500'000 + seed)};
        auto world = random_world(dice, {600, 10});
        for (auto& family : world.families) settle(family, dice);
        const auto sieve = Sieve::build(world.snapshot());
        for (std::size_t program = 0; program < world.programs.size(); ++program) {
            auto all = sieve.families_for({program}, kNoLimit);
            most = std::max(most, all.size());
            for (const std::size_t limit : {7U, 1U}) {
                all.resize(std::min(limit, all.size()));
                BOOST_TEST(is_same(sieve.families_for({program}, limit), all), "program " << program);
            }
        }
    }
    BOOST_TEST(most > 200U);
}

// So many that columns are made anew in between.
BOOST_AUTO_TEST_CASE(many_changes_give_what_a_full_build_gives)
{
    for (int seed = 0; seed < rounds(2, 20); ++seed)
        change_step_by_step(static_cast<std::uint64_t>(9'200'000 + seed), {200, 30}, {300, 60}, 8);
}

BOOST_AUTO_TEST_CASE(several_changes_of_a_snapshot_are_one_of_the_sieve)
{
    Dice dice{9};
    auto world = random_world(dice, {16, 30});
    const auto sieve = Sieve::build(world.snapshot());
    auto snapshot = sieve.snapshot();
    for (int step = 0; step < 5; ++step) snapshot = snapshot.with(random_changes(world, dice, {40, 4}));
    compare(sieve.with(snapshot), Sieve::build(world.snapshot()));
}

// Until a window opens or closes or the day ends.
BOOST_AUTO_TEST_CASE(is_good_until_something_changes_by_itself)
{
    for (int seed = 0; seed < rounds(20, 200); ++seed) {
        Dice dice{static_cast<std::uint64_t>(9'300'000 + seed)};
        const auto world = random_world(dice, {12, 30});
        const auto sieve = Sieve::build(world.snapshot());
        const auto until = sieve.good_until();
        BOOST_TEST((until > world.now));
        BOOST_TEST((models::day_of(until - std::chrono::seconds{1}) == models::day_of(world.now)));
        const auto later = Sieve::build(world.snapshot().at(until - std::chrono::seconds{1}));
        BOOST_TEST(is_same(sieve.match_all(kNoLimit), later.match_all(kNoLimit)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
