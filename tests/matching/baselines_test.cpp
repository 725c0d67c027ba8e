#include "matching/allocate.hpp"
#include "matching/baselines.hpp"
#include "tests/matching/made_round.hpp"
#include "tests/matching/random_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace matching;
using namespace tests;

namespace {

struct Turn {
    const RoundFamily* family{};
    std::size_t option{}; // index into Round::options
};

std::vector<Turn> all_turns(const Round& round)
{
    std::vector<Turn> turns;
    for (const auto& family : round.families)
        for (std::size_t i = 0; i < family.options; ++i) turns.push_back({&family, family.first_option + i});
    return turns;
}

// Within every limit together with those given, counted from nothing.
bool fits(const Round& round, const std::vector<Turn>& given, const Turn& turn)
{
    const auto& option = round.options[turn.option];
    auto need = round.needs_of(*turn.family)[option.need].residual - option.award;
    std::size_t awards = 0;
    for (const auto& other : given) {
        const auto& held = round.options[other.option];
        if (other.family != turn.family) continue;
        ++awards;
        if (other.option == turn.option || !may_both(round, *turn.family, held, option)) return false;
        if (held.need == option.need) need -= held.award;
    }
    if (need < 0 || awards >= round.most_awards) return false;
    return std::ranges::all_of(round.kinds[option.kind].capacities, [&](std::uint32_t at) {
        auto left = round.capacities[at];
        for (const auto& other : given) {
            const auto& held = round.options[other.option];
            if (std::ranges::count(round.kinds[held.kind].capacities, at) == 0) continue;
            if (left.places != kUnlimited) --left.places;
            if (left.fen != kUnlimited) left.fen -= held.cost;
        }
        return left.places >= 1 && left.fen >= option.cost;
    });
}

// Does one come before the other, as docs/formats.md tells of baselines?
bool comes_before(const Round& round, Baseline how, const Turn& a, const Turn& b)
{
    const auto &one = round.options[a.option], &other = round.options[b.option];
    const auto rest = [&](const Turn& turn, const RoundOption& option) {
        return std::tuple{turn.family->id, -std::int64_t{option.score}, turn.option};
    };
    if (how == Baseline::first_come && a.family->confirmed != b.family->confirmed)
        return a.family->confirmed < b.family->confirmed;
    if (how == Baseline::by_score && one.score != other.score) return one.score > other.score;
    if (how == Baseline::by_value && one.value != other.value) return one.value > other.value;
    if (how != Baseline::first_come && a.family->key != b.family->key) return a.family->key < b.family->key;
    return rest(a, one) < rest(b, other);
}

// The first that still fits, again and again.
std::vector<std::size_t> slow_baseline(const Round& round, Baseline how)
{
    std::vector<Turn> given;
    for (auto open = all_turns(round); !open.empty();) {
        std::erase_if(open, [&](const Turn& turn) { return !fits(round, given, turn); });
        if (open.empty()) break;
        given.push_back(*std::ranges::min_element(
            open, [&](const Turn& a, const Turn& b) { return comes_before(round, how, a, b); }));
    }
    std::vector<std::size_t> awards;
    for (const auto& turn : given) awards.push_back(turn.option);
    std::ranges::sort(awards);
    return awards;
}

constexpr std::array kAll{Baseline::first_come, Baseline::by_score, Baseline::by_value};

} // namespace

BOOST_AUTO_TEST_SUITE(baselines_test)

BOOST_AUTO_TEST_CASE(each_gives_to_the_first_that_still_fits)
{
    std::size_t awards = 0;
    for (int seed = 0; seed < rounds(60, 1'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        RoundSize size{static_cast<std::size_t>(dice.between(1, 14)), 1, 30};
        size.quotas = dice.coin();
        auto round = made_round(dice, size);
        for (auto& family : round.families) {
            family.confirmed = dice.between(0, 3); // ties
            family.key = static_cast<std::uint64_t>(dice.between(0, 3));
        }
        for (const auto how : kAll) {
            const auto found = baseline(round, how);
            BOOST_TEST((found == slow_baseline(round, how)), "seed " << seed);
            awards += found.size();
        }
    }
    BOOST_TEST(awards > 500U);
}

BOOST_AUTO_TEST_CASE(an_outcome_adds_up_by_tier_and_county)
{
    Dice dice{11};
    const auto round = made_round(dice, {300, 3, 60});
    const auto awards = baseline(round, Baseline::by_value);
    const auto outcome = outcome_of(round, awards);
    Outcome::Sum slow, tiers, counties;
    std::vector<std::int64_t> households;
    for (const auto& turn : all_turns(round)) {
        if (!std::ranges::binary_search(awards, turn.option)) continue;
        const auto& option = round.options[turn.option];
        slow.value += option.value;
        if (round.needs_of(*turn.family)[option.need].in_fen) slow.covered_fen += option.award;
        if (households.empty() || households.back() != turn.family->id) households.push_back(turn.family->id);
    }
    const auto add = [](Outcome::Sum& sum, const Outcome::Sum& more) {
        sum.value += more.value;
        sum.covered_fen += more.covered_fen;
        sum.households += more.households;
    };
    for (const auto& tier : outcome.tiers) add(tiers, tier);
    for (const auto& [county, sum] : outcome.counties) add(counties, sum);
    for (const auto& sum : {outcome.all, tiers, counties}) {
        BOOST_TEST(sum.value == slow.value);
        BOOST_TEST(sum.covered_fen == slow.covered_fen);
        BOOST_TEST(sum.households == std::ssize(households));
    }
    BOOST_TEST(outcome.counties.size() == 3U);
    BOOST_TEST(slow.covered_fen > 0);
}

// What a round is for: more than serving in turn or by score, most of all to the worst off.
BOOST_AUTO_TEST_CASE(a_round_does_much_better_than_serving_in_turn)
{
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Dice dice{seed};
        const auto round = made_round(dice, {2'500, 2, 240});
        const auto allocation = *allocate(round, {});
        const auto ours = outcome_of(round, allocation.awards);
        const auto first_come = outcome_of(round, baseline(round, Baseline::first_come));
        const auto by_score = outcome_of(round, baseline(round, Baseline::by_score));
        const auto by_value = outcome_of(round, baseline(round, Baseline::by_value));
        BOOST_TEST(ours.all.value == allocation.value);
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            BOOST_TEST(ours.all.value * 100 >= first_come.all.value * 120);
            BOOST_TEST(ours.all.value * 100 >= by_value.all.value * 106);
            BOOST_TEST(ours.tiers[0].covered_fen >= first_come.tiers[0].covered_fen);
            BOOST_TEST(ours.tiers[0].covered_fen >= by_score.tiers[0].covered_fen);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
