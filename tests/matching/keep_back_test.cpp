// Places and money are kept for those who are expected later.
#include "matching/allocate.hpp"
#include "matching/dial.hpp"
#include "matching/part.hpp"
#include "tests/matching/made_round.hpp"
#include "tests/matching/random_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace matching;
using namespace tests;

namespace {

// Every other household comes now, the others later.
bool comes_now(const Round& round, std::size_t option)
{
    const auto family = std::ranges::upper_bound(round.families, option, {}, &RoundFamily::first_option) - 1;
    return (family - round.families.begin()) % 2 == 0;
}

PartOfRound now_of(const Round& round, std::int64_t expected)
{
    auto part = part_of(round, [&](std::size_t option) { return comes_now(round, option); });
    part.round.keeps_back = expected > 0;
    for (auto& family : part.round.families) family.expected = expected;
    return part;
}

// What those who came now were given, and what later ones get one after the other: the best of what is left
// that is worth its price.
std::int64_t value_in_the_end(const Round& round, const PartOfRound& part, const Allocation& allocation)
{
    const auto& prices = allocation.stages.front().prices;
    const auto sums = sums_of(round, prices);
    Draft draft(round, round.capacities);
    std::int64_t value = 0;
    for (const auto at : allocation.awards) {
        const auto whole = part.options[at];
        const auto family =
            std::ranges::upper_bound(round.families, whole, {}, &RoundFamily::first_option) - 1;
        draft.give(static_cast<std::uint32_t>(family - round.families.begin()),
                   static_cast<std::uint32_t>(whole - family->first_option));
        value += round.options[whole].value;
    }
    BundleSearch search(round);
    for (std::uint32_t i = 1; i < round.families.size(); i += 2) {
        std::vector<std::int64_t> worth;
        for (const auto& option : round.options_of(round.families[i]))
            worth.push_back(draft.has_room(option) ? part.round.keeps_back
                                                         ? reduced(round, sums, round.families[i], option)
                                                         : std::int64_t{option.value}
                                                   : 0);
        const auto best = search.best(round.families[i], worth);
        for (const auto option : std::vector<std::uint32_t>(best.begin(), best.end())) {
            if (!draft.can_take(i, option)) continue;
            draft.give(i, option);
            value += draft.option_of(i, option).value;
        }
    }
    return value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(keep_back_test)

BOOST_AUTO_TEST_CASE(who_comes_later_finds_what_was_kept_and_all_together_get_more)
{
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        Dice dice{seed};
        const auto round = made_round(dice, {1'500, 1, 60});
        const auto all_now = now_of(round, 0), some_kept = now_of(round, 1000);
        const auto without = *allocate(all_now.round, {}), with = *allocate(some_kept.round, {});
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            BOOST_TEST(with.value < without.value);
            BOOST_TEST(with.bound >= with.value);
            BOOST_TEST(value_in_the_end(round, some_kept, with) * 100 >=
                       value_in_the_end(round, all_now, without) * 105);
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_given_below_its_price)
{
    Dice dice{9};
    auto round = made_round(dice, {800, 1, 40, true});
    round.keeps_back = true;
    for (auto& family : round.families) family.expected = dice.between(0, 2000);
    const auto allocation = *allocate(round, {});
    const auto sums = sums_of(round, allocation.stages.front().prices);
    BOOST_TEST(allocation.awards.size() > 50U);
    for (const auto at : allocation.awards) {
        const auto family = std::ranges::upper_bound(round.families, at, {}, &RoundFamily::first_option) - 1;
        BOOST_TEST(reduced(round, sums, *family, round.options[at]) >= 0);
    }
}

BOOST_AUTO_TEST_CASE(a_part_of_a_round_is_the_round_without_the_rest)
{
    for (int seed = 0; seed < rounds(20, 200); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto round = made_round(dice, {40, 2, 20, true, true, true});
        std::vector<bool> in;
        for (std::size_t i = 0; i < round.options.size(); ++i) in.push_back(dice.one_in(3));
        const auto part = part_of(round, [&](std::size_t option) { return in[option]; });
        std::size_t next = 0;
        for (std::size_t i = 0; i < part.round.families.size(); ++i) {
            const auto& family = part.round.families[i];
            const auto& whole = round.families[part.families[i]];
            BOOST_REQUIRE(family.options > 0);
            BOOST_TEST(family.id == whole.id);
            BOOST_TEST(part.round.needs_of(family).size() == round.needs_of(whole).size());
            for (const auto& option : part.round.options_of(family)) {
                const auto at = part.options[next++];
                BOOST_TEST(in[at]);
                BOOST_TEST(option.value == round.options[at].value);
                BOOST_TEST((at >= whole.first_option && at < whole.first_option + whole.options));
            }
        }
        BOOST_TEST(next == static_cast<std::size_t>(std::ranges::count(in, true)));
    }
}

BOOST_AUTO_TEST_CASE(demand_beyond_all_numbers_is_cut_whatever_the_order)
{
    Demand one, small;
    one.taken = one.leave[0] = one.come[1] = kMostDemand - 5;
    small.taken = small.leave[0] = 3;
    auto sum = one, other = small;
    sum.add(small), sum.add(one);
    other.add(one), other.add(one);
    for (const auto& demand : {sum, other}) {
        BOOST_TEST(demand.taken == kMostDemand);
        BOOST_TEST(demand.leave[0] == kMostDemand);
        BOOST_TEST(demand.come[1] == kMostDemand);
        BOOST_TEST(demand.come[0] == 0);
    }
    BOOST_TEST(product_cut(kMostDemand / 2, 3) == kMostDemand);
}

BOOST_AUTO_TEST_SUITE_END()
