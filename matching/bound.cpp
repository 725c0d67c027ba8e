#include "matching/bound.hpp"
#include <algorithm>

namespace matching {

BestWorth::BestWorth(const Round& round, const PriceSums& sums) : round_(round), sums_(sums), search_(round)
{
}

std::int64_t BestWorth::of(const RoundFamily& family, const std::vector<bool>& closed)
{
    worth_.clear();
    open_.clear();
    for (const auto& option : round_.options_of(family)) {
        const auto at = static_cast<std::uint32_t>(worth_.size());
        if (closed.empty() || !closed[family.first_option + at]) open_.push_back(at);
        worth_.push_back(reduced(round_, sums_, family, option));
    }
    std::int64_t sum = 0, greatest = -kMostReduced;
    for (const auto taken : search_.best(family, worth_, open_)) sum += worth_[taken];
    const auto extra = sums_.family[family.floor_set];
    if (sum > 0) return sum + extra;
    for (const auto option : open_) greatest = std::max(greatest, worth_[option]);
    return open_.empty() ? 0 : std::max<std::int64_t>(0, greatest + extra);
}

Wide worth_of_limits(const Stage& stage, const Prices& prices)
{
    Wide sum = 0;
    for (std::size_t i = 0; i < stage.left.size(); ++i) {
        if (stage.left[i].places != kUnlimited) sum += Wide{prices.place[i]} * stage.left[i].places;
        if (stage.left[i].fen != kUnlimited) sum += Wide{prices.fen[i]} * stage.left[i].fen;
    }
    for (std::size_t i = 0; i < stage.asks.size(); ++i) sum -= Wide{prices.floor[i]} * stage.asks[i];
    return sum;
}

Wide bound_of(const Stage& stage, const Prices& prices, const Progress& progress)
{
    const auto sums = sums_of(stage.round, prices);
    std::vector<Wide> parts(progress.workers);
    progress.share_out(stage.families.size(), [&](std::size_t worker) {
        return [&, best = BestWorth(stage.round, sums), &part = parts[worker]](std::size_t i) mutable {
            part += best.of(stage.round.families[stage.families[i]]);
        };
    });
    auto bound = worth_of_limits(stage, prices);
    for (const auto part : parts) bound += part;
    return bound;
}

} // namespace matching
