#include "matching/allocate.hpp"
#include "matching/near_bundles.hpp"
#include "matching/rounding.hpp"
#include "tests/matching/made_round.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>

using namespace matching;
using namespace tests;

namespace {

Prices drawn_prices(Dice& dice, const Round& round)
{
    Prices prices;
    for (std::size_t i = 0; i < round.capacities.size(); ++i) {
        prices.place.push_back(dice.between(0, 30'000) << kPriceBits);
        prices.fen.push_back(dice.between(0, 20'000));
    }
    for (const auto& floor : round.floors)
        prices.floor.push_back(dice.between(0, 5'000)
                               << (floor.measure == FloorMeasure::families ? kPriceBits : 0));
    return prices;
}

// All bundles of the family and what they bring, by trying every set of options.
using Bundles = std::map<std::vector<std::uint32_t>, std::int64_t>;
void add_all(const Round& round, const PriceSums& sums, const RoundFamily& family, const BundleSearch& search,
             std::vector<std::uint32_t>& taken, std::uint32_t from, Bundles& all)
{
    std::int64_t brings = taken.empty() ? 0 : sums.family[family.floor_set];
    for (const auto option : taken) brings += reduced(round, sums, family, round.options_of(family)[option]);
    all[taken] = brings;
    for (auto option = from; option < family.options; ++option) {
        if (!search.fits(family, taken, option)) continue;
        taken.push_back(option);
        add_all(round, sums, family, search, taken, option + 1, all);
        taken.pop_back();
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(smooth_test)

BOOST_AUTO_TEST_CASE(near_bundles_are_all_that_come_near_the_best)
{
    std::size_t found = 0;
    for (int seed = 0; seed < rounds(60, 1'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        RoundSize size{12, 1, 25};
        size.quotas = dice.coin();
        size.floors = dice.coin();
        const auto round = made_round(dice, size);
        const auto sums = sums_of(round, drawn_prices(dice, round));
        const BundleSearch search(round);
        NearBundles near(round, sums);
        const auto regret = dice.between(0, 20'000) << kPriceBits;
        for (const auto& family : round.families) {
            Bundles all;
            std::vector<std::uint32_t> taken;
            add_all(round, sums, family, search, taken, 0, all);
            const auto best =
                std::ranges::max_element(all, {}, [](const auto& one) { return one.second; })->second;
            std::erase_if(all, [&](const auto& one) { return one.second < best - regret; });
            if (all.size() > 300) continue; // then only nearer ones are looked for
            Bundles said;
            std::int64_t last = best;
            for (const auto& one : near.of(family, regret, all.size() + 1)) {
                auto options = one.options;
                std::ranges::sort(options);
                BOOST_TEST(one.brings <= last);
                last = one.brings;
                said[options] = one.brings;
            }
            BOOST_TEST((said == all), "seed " << seed << ", family " << family.id);
            found += said.size();
        }
    }
    BOOST_TEST(found > 400U);
}

// Against what was found before prices were smoothed and households seated anew.
BOOST_AUTO_TEST_CASE(small_rounds_are_worth_more_and_their_gaps_are_smaller_than_without)
{
    constexpr std::array<std::int64_t, 4> kGaps{27'955, 38'770, 42'036, 25'257};
    constexpr std::int64_t kValues = 87'649'071 + 80'649'828 + 86'979'079 + 98'836'568;
    std::int64_t values = 0;
    for (std::size_t i = 0; i < kGaps.size(); ++i) {
        Dice dice{i + 1};
        const auto allocation = allocate(made_round(dice, {1'000, 1, 200}), {});
        BOOST_TEST(allocation->gap_millionths < kGaps[i], "seed " << i + 1);
        values += allocation->value;
    }
    BOOST_TEST(values > kValues);
}

BOOST_AUTO_TEST_SUITE_END()
