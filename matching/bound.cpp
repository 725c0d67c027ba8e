#include "matching/prices.hpp"
#include <algorithm>

namespace matching {

namespace {

// What the family brings at most: its best bundle, and what floors pay for a household that gets anything.
std::int64_t best_worth(BundleSearch& search, std::vector<std::int64_t>& worth, const Round& round,
                        const RoundFamily& family, const PriceSums& sums)
{
    const auto options = round.options_of(family);
    worth.clear();
    for (const auto& option : options) worth.push_back(reduced(round, sums, family, option));
    std::int64_t sum = 0;
    for (const auto taken : search.best(family, worth)) sum += worth[taken];
    const auto extra = sums.family[family.floor_set];
    if (sum > 0) return sum + extra;
    return std::max<std::int64_t>(0, std::ranges::max(worth) + extra);
}

} // namespace

Wide bound_of(const Stage& stage, const Prices& prices, const Progress& progress)
{
    const auto& round = stage.round;
    const auto sums = sums_of(round, prices);
    std::vector<Wide> parts(progress.workers);
    progress.share_out(stage.families.size(), [&](std::size_t worker) {
        return [&, search = BundleSearch(round), worth = std::vector<std::int64_t>(),
                &part = parts[worker]](std::size_t i) mutable {
            part += best_worth(search, worth, round, round.families[stage.families[i]], sums);
        };
    });
    Wide bound = 0;
    for (const auto part : parts) bound += part;
    for (std::size_t i = 0; i < stage.left.size(); ++i) {
        if (stage.left[i].places != kUnlimited) bound += Wide{prices.place[i]} * stage.left[i].places;
        if (stage.left[i].fen != kUnlimited) bound += Wide{prices.fen[i]} * stage.left[i].fen;
    }
    for (std::size_t i = 0; i < stage.asks.size(); ++i) bound -= Wide{prices.floor[i]} * stage.asks[i];
    return bound;
}

} // namespace matching
