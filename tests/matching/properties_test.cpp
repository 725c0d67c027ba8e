// What must hold whatever the rules and families are (matching.md §9).
#include "matching/compile.hpp"
#include "matching/explain.hpp"
#include "tests/matching/changes.hpp"
#include "tests/matching/random_world.hpp"
#include "tests/matching/written.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <future>
#include <map>
#include <numeric>
#include <random>

using namespace matching;
using namespace tests;
using models::Fact;

// Runs a property on random worlds; a failure names its seed.
template <class Property> static void on_random_worlds(int count, Size size, Property property)
{
    for (int seed = 0; seed < count; ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        auto world = random_world(dice, size);
        BOOST_TEST_CONTEXT("seed " << seed) property(dice, world);
    }
}

static models::Rule& rule_of(models::Program& program) { return program.rule; }

static Verdict verdict(const RandomWorld& world, const Ground& ground, const Family& family, std::size_t need,
                       std::size_t program)
{
    return evaluate(ground, {&family, &family.household.needs[need], nullptr}, world.programs[program].rule);
}

BOOST_AUTO_TEST_SUITE(properties_test)

BOOST_AUTO_TEST_CASE(both_directions_say_the_same_of_each_pair)
{
    std::size_t pairs = 0;
    on_random_worlds(rounds(150, 1'500), {12, 24}, [&](Dice&, const RandomWorld& world) {
        const auto snapshot = world.snapshot();
        std::map<std::pair<std::size_t, std::size_t>, std::string> ours, theirs;
        for (std::size_t f = 0; f < world.families.size(); ++f)
            for (const auto& one : programs_for(snapshot, {f}))
                ours[{one.family.value, one.program.value}] = written(snapshot, one);
        for (std::size_t p = 0; p < world.programs.size(); ++p)
            for (const auto& one : families_for(snapshot, {p}))
                theirs[{one.family.value, one.program.value}] = written(snapshot, one);
        pairs += ours.size();
        BOOST_TEST((ours == theirs));
    });
    BOOST_TEST(pairs > 5'000U);
}

BOOST_AUTO_TEST_CASE(a_limit_gives_the_beginning_of_the_whole_list)
{
    on_random_worlds(20, {4, 24}, [](Dice&, const RandomWorld& world) {
        const auto snapshot = world.snapshot();
        const auto whole = written(snapshot, programs_for(snapshot, {0}));
        for (const Limit limit : {0U, 1U, 3U, 100U})
            BOOST_TEST(whole.starts_with(written(snapshot, programs_for(snapshot, {0}, limit))));
    });
}

BOOST_AUTO_TEST_CASE(nothing_depends_on_the_order_of_what_comes_in)
{
    on_random_worlds(rounds(60, 600), {8, 16}, [](Dice&, RandomWorld& world) {
        const auto lists = all_lists(world.snapshot());
        std::mt19937 shuffling(7);
        std::ranges::shuffle(world.families, shuffling);
        std::ranges::shuffle(world.programs, shuffling);
        std::ranges::shuffle(world.lines, shuffling);
        for (auto& family : world.families) std::ranges::shuffle(family.household.members, shuffling);
        for (auto& program : world.programs) std::ranges::shuffle(rule_of(program).parts, shuffling);
        BOOST_TEST((all_lists(world.snapshot()) == lists));
    });
}

BOOST_AUTO_TEST_CASE(any_number_of_threads_finds_the_same)
{
    on_random_worlds(4, {40, 40}, [](Dice&, const RandomWorld& world) {
        const auto snapshot = world.snapshot();
        const auto lists = all_lists(snapshot);
        for (const int count : {2, 7}) {
            std::vector<std::future<std::map<std::int64_t, std::string>>> threads;
            for (int i = 0; i < count; ++i)
                threads.push_back(std::async(std::launch::async, [&] { return all_lists(snapshot); }));
            for (auto& thread : threads) BOOST_TEST((thread.get() == lists));
        }
    });
}

BOOST_AUTO_TEST_CASE(knowing_more_never_turns_yes_into_no_or_no_into_yes)
{
    int decided = 0;
    on_random_worlds(rounds(1'500, 15'000), {4, 16}, [&](Dice& dice, const RandomWorld& world) {
        const auto ground = world.ground();
        for (auto family : world.families)
            for (int step = 0; step < 6; ++step) {
                const auto more = knowing_more(family, dice);
                for (std::size_t need = 0; need < family.household.needs.size(); ++need)
                    for (std::size_t p = 0; p < world.programs.size(); ++p) {
                        const auto before = verdict(world, ground, family, need, p);
                        const auto after = verdict(world, ground, more, need, p);
                        decided += before != after;
                        if (before != Verdict::unknown && before != after)
                            BOOST_ERROR("turned: program " << p << " family " << family.referral.value);
                    }
                family = more;
            }
    });
    BOOST_TEST(decided > 1'000, "only " << decided << " were decided");
}

static void check_amounts(const RandomWorld& world, const Candidate& candidate)
{
    const auto& program = world.programs[candidate.program.value];
    const auto& need = world.families[candidate.family.value].household.needs[candidate.need];
    const auto high = candidate.award.high.fen;
    BOOST_TEST(candidate.award.low.fen >= 0);
    BOOST_TEST(candidate.award.low.fen <= high);
    if (need.unit == models::NeedUnit::fen && need.assessed) BOOST_TEST(high <= *residual_of(need));
    if (program.room.budget_left) BOOST_TEST(high <= program.room.budget_left->fen);
    for (const auto& cap : program.caps)
        if (cap.amount) BOOST_TEST(high <= cap.amount->fen);
}

BOOST_AUTO_TEST_CASE(parts_add_up_and_awards_stay_within_need_budget_and_caps)
{
    on_random_worlds(rounds(60, 600), {6, 24}, [](Dice&, const RandomWorld& world) {
        const auto snapshot = world.snapshot();
        for (std::size_t f = 0; f < world.families.size(); ++f)
            for (const auto& one : programs_for(snapshot, {f})) {
                const auto shown = shown_points(one.score);
                const auto& parts = one.score.parts;
                const auto sum = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
                BOOST_TEST(sum == one.score.total);
                BOOST_TEST(std::accumulate(shown.begin(), shown.end(), 0) == shown_total(one.score));
                BOOST_TEST((one.score.total >= 0 && one.score.total <= 100'000));
                for (std::size_t i = 0; i < shown.size(); ++i)
                    BOOST_TEST(std::abs(shown[i] * 1'000 - parts[i]) < 1'000);
                check_amounts(world, one);
            }
    });
}

BOOST_AUTO_TEST_CASE(a_past_day_does_not_change_by_what_holds_later)
{
    int looked = 0;
    on_random_worlds(rounds(120, 1'200), {6, 16}, [&](Dice& dice, RandomWorld& world) {
        for (auto& program : world.programs) read_no_day_after(program, models::day_of(world.now));
        for (auto& hardship : world.policy.hardships) hardship.rule = {};
        for (auto& family : world.families)
            family.first_reported = std::min(family.first_reported, world.now);
        for (auto& family : world.families) forget_first_entries(family);
        const auto before = world.snapshot();
        for (auto& family : world.families) tell_from_tomorrow(family, models::day_of(world.now), dice);
        const auto after = world.snapshot();
        for (std::size_t f = 0; f < world.families.size(); ++f) {
            const auto lists = written(before, programs_for(before, {f}));
            looked += !lists.empty();
            BOOST_TEST(written(after, programs_for(after, {f})) == lists);
        }
    });
    BOOST_TEST(looked > 300);
}

BOOST_AUTO_TEST_CASE(a_rule_is_what_its_lines_are_together)
{
    on_random_worlds(rounds(60, 600), {6, 24}, [](Dice&, const RandomWorld& world) {
        const auto ground = world.ground();
        for (const auto& family : world.families)
            for (const auto& program : world.programs) {
                const Subject subject{&family, &family.household.needs[0], nullptr};
                auto together = Verdict::yes;
                for (const auto& line : lines_of(ground, subject, program.rule)) {
                    together = std::min(together, line.verdict);
                    const bool everybody =
                        line.rule->kind == models::RuleKind::all && line.rule->parts.empty();
                    if (line.verdict == Verdict::unknown) BOOST_TEST(!line.leaves.empty());
                    if (everybody) BOOST_TEST(line.leaves.empty());
                    BOOST_TEST((evaluate(ground, subject, rule_of(line)) == line.verdict));
                }
                BOOST_TEST((together == evaluate(ground, subject, program.rule)));
            }
    });
}

BOOST_AUTO_TEST_SUITE_END()
