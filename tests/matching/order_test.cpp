// The order of groups: no bound is below what brute force finds, whatever the cases and prices.
#include "matching/allocate.hpp"
#include "matching/rounding.hpp"
#include "matching/settled.hpp"
#include "tests/matching/in_order.hpp"
#include "tests/matching/made_round.hpp"
#include "tests/matching/scarce_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace matching;
using namespace tests;

namespace {

Stage whole_of(const Round& round)
{
    Stage stage{round, {}, round.capacities, {}};
    for (std::uint32_t i = 0; i < round.families.size(); ++i) stage.families.push_back(i);
    return stage;
}

constexpr std::size_t kMostOptions = 14;

bool is_grouped(const Round& round)
{
    return std::ranges::any_of(round.options, [&](const RoundOption& option) {
        return round.programs[round.kinds[option.kind].program].in_groups;
    });
}

Prices any_prices(const Round& round, Dice& dice)
{
    Prices prices;
    for (const auto& left : round.capacities) {
        const auto price = [&](std::int64_t limit, int bits) {
            return limit == kUnlimited || dice.coin() ? 0 : dice.between(0, std::int64_t{1} << bits);
        };
        prices.place.push_back(price(left.places, 29));
        prices.fen.push_back(price(left.fen, 22));
    }
    prices.floor.resize(round.floors.size());
    return prices;
}

std::vector<Step> any_path(const Round& round, Dice& dice)
{
    std::vector<Step> path;
    for (auto count = dice.between(1, 4); count > 0; --count) {
        const auto& option = dice.pick(round.options);
        const auto& program = round.programs[round.kinds[option.kind].program];
        if (!program.in_groups) continue;
        const auto row = dice.coin() ? 0
                                     : dice.between(0, std::ssize(round.capacities)) %
                                           static_cast<std::int64_t>(program.rows + 1);
        path.push_back({{round.kinds[option.kind].program, static_cast<std::uint32_t>(dice.between(0, 1)),
                         static_cast<std::uint32_t>(row), dice.coin() ? 0 : option.cost},
                        dice.coin()});
    }
    return path;
}

bool is_on(const std::vector<Step>& path, const Draft& draft)
{
    const auto held = all_held(draft);
    return std::ranges::all_of(path, [&](const Step& step) {
        return step.kept == std::ranges::none_of(held, [&](const Held& one) {
                   return closes(draft.round(), step.closing, draft.option_of(one.family, one.option));
               });
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(order_test)

BOOST_AUTO_TEST_CASE(a_round_in_order_comes_near_the_best_and_its_bound_is_above_it)
{
    std::int64_t found = 0, all = 0;
    std::size_t grouped = 0, split = 0, further = 0;
    for (int seed = 0; seed < rounds(600, 10'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto round = small_round_in_groups(dice);
        if (round.options.size() > kMostOptions || !is_grouped(round)) continue;
        std::int64_t best = 0;
        for_each_in_order(
            round, [&](const Draft& draft) { best = std::max(best, value_of(whole_of(round), draft)); });
        const auto allocation = allocate(round, {});
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            BOOST_TEST(allocation->value <= best);
            BOOST_TEST(allocation->bound >= best);
        }
        found += allocation->value;
        all += best;
        ++grouped;
        split += !allocation->stages[0].cases.empty();
        further += !allocation->stages[0].further.empty();
    }
    BOOST_TEST_MESSAGE(grouped << " rounds, " << split << " split, " << further << " at further prices");
    BOOST_TEST(grouped > 100U);
    BOOST_TEST(split > 30U);
    BOOST_TEST(further > 10U);
    BOOST_TEST(found * 1000 >= all * 985, found << " of " << all);
}

// However the allocations are split, and at whatever prices.
BOOST_AUTO_TEST_CASE(no_case_holds_more_than_its_bound)
{
    std::size_t held = 0, wanted = 0;
    for (int seed = 0; seed < rounds(600, 10'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto round = small_round_in_groups(dice);
        if (round.options.size() > kMostOptions || !is_grouped(round)) continue;
        const auto stage = whole_of(round);
        struct Case {
            std::vector<Step> path;
            Wide most;
        };
        std::vector<Case> cases;
        for (int i = 0; i < 12; ++i) {
            auto path = any_path(round, dice);
            auto closings = Closings(stage, path, any_prices(round, dice), {});
            for (const auto family : stage.families) wanted += !closings.wanted(family).empty();
            const auto most = closings.most();
            cases.push_back({path, most});
            const auto more = any_path(round, dice);
            if (more.empty()) continue;
            BundleSearch search(round);
            path.push_back({more[0].closing, false});
            if (const auto otherwise = closings.otherwise(more[0].closing, search))
                cases.push_back({path, *otherwise});
            closings.take(more[0].closing);
            path.back().kept = true;
            cases.push_back({path, closings.most()});
        }
        for_each_in_order(round, [&](const Draft& draft) {
            const auto value = Wide{value_of(stage, draft)} << kPriceBits;
            for (const auto& one : cases) {
                if (!is_on(one.path, draft)) continue;
                ++held;
                BOOST_REQUIRE_MESSAGE(value <= one.most, "seed " << seed);
            }
        });
    }
    BOOST_TEST(held > 1000U);
    BOOST_TEST(wanted > 1000U);
}

// Against every bundle.
BOOST_AUTO_TEST_CASE(the_best_bundle_with_which_nothing_wanted_fits)
{
    std::size_t tried = 0;
    for (int seed = 0; seed < rounds(300, 5'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        auto round = made_round(dice, {4, 1, 30});
        round.most_awards = static_cast<std::size_t>(dice.between(1, 4));
        const BundleSearch search(round);
        for (const auto& family : round.families) {
            if (family.options > 10) continue;
            std::vector<Worth> worths;
            std::vector<std::uint32_t> wanted;
            for (std::uint32_t i = 0; i < family.options; ++i) {
                worths.push_back({dice.between(-1'000, 400), i});
                if (dice.one_in(3)) wanted.push_back(i);
            }
            Wide best = -(Wide{1} << 126);
            for (std::uint32_t set = 0; set < 1U << family.options; ++set) {
                std::vector<std::uint32_t> bundle;
                Wide sum = 0;
                bool fits = true;
                for (std::uint32_t i = 0; i < family.options; ++i) {
                    if (!(set >> i & 1)) continue;
                    fits = fits && search.fits(family, bundle, i);
                    bundle.push_back(i);
                    sum += worths[i].worth;
                }
                const bool settled = std::ranges::none_of(
                    wanted, [&](std::uint32_t option) { return search.fits(family, bundle, option); });
                if (fits && settled) best = std::max(best, sum);
            }
            BOOST_TEST((most_settled(round, search, family, worths, wanted) == best), "seed " << seed);
            ++tried;
        }
    }
    BOOST_TEST(tried > 300U);
}

BOOST_AUTO_TEST_SUITE_END()
