#include "matching/floors.hpp"
#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace matching {

namespace {

constexpr int kValueBits = 26; // of the values that stand for what is reached, while prices are looked for

Stage whole_stage(const Round& round, std::vector<std::int64_t> asks)
{
    Stage stage{round, std::vector<std::uint32_t>(round.families.size()), round.capacities, std::move(asks)};
    std::iota(stage.families.begin(), stage.families.end(), 0U);
    return stage;
}

// Between values as they stood while prices were looked for, and what is reached.
struct Scale {
    int down = 0, up = 0; // bits
    std::int64_t value_of(std::int64_t reached) const
    {
        return std::max<std::int64_t>(1, reached << up >> down);
    }
    std::int64_t price_of(std::int64_t price) const
    {
        return static_cast<std::int64_t>(std::min(Wide{1} << 61, (Wide{price} << down) >> up));
    }
};

Scale scale_of(std::int64_t most)
{
    const auto bits = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(most)));
    return {std::max(0, bits - kValueBits), std::max(0, std::min(12, kValueBits - bits))};
}

} // namespace

std::optional<ReachLimit> reach_limit(const Round& round, std::uint32_t floor,
                                      const std::vector<std::int64_t>& holds, const Progress& progress)
{
    const bool counted = round.floors[floor].measure == FloorMeasure::families;
    auto only = round;
    only.keeps_back = false;
    std::int64_t most = 1;
    for (const auto& option : only.options) most = std::max(most, counted ? 1 : option.award);
    const auto scale = scale_of(most);
    for (const auto& family : round.families) {
        const auto& set = round.floor_sets[family.floor_set];
        const bool inside = std::ranges::find(set, floor) != set.end();
        const auto needs = round.needs_of(family);
        for (auto at = family.first_option; at < family.first_option + family.options; ++at) {
            auto& option = only.options[at];
            const bool counts = inside && (counted || needs[option.need].in_fen);
            option.value =
                counts ? static_cast<std::uint32_t>(scale.value_of(counted ? 1 : option.award)) : 0;
        }
    }
    if (counted) only.most_awards = 1;
    for (auto& set : only.floor_sets) std::erase_if(set, [&](std::uint32_t other) { return other >= floor; });
    auto asks = holds;
    std::fill(asks.begin() + floor, asks.end(), 0);
    auto prices = find_prices(whole_stage(only, asks), progress, {0, 0});
    if (!prices) return {};
    for (auto* all : {&prices->place, &prices->fen, &prices->floor})
        for (auto& price : *all) price = scale.price_of(price);
    // Worked out anew of what is reached itself.
    for (auto& option : only.options) option.value = 0;
    only.most_awards = round.most_awards;
    only.floor_sets = round.floor_sets;
    std::fill(prices->floor.begin() + floor, prices->floor.end(), 0);
    prices->floor[floor] = std::int64_t{1} << kPriceBits;
    const auto bound = bound_of(whole_stage(only, asks), *prices, progress);
    const auto reach = std::min(Wide{kUnlimited}, bound >> kPriceBits);
    return ReachLimit{std::move(*prices), static_cast<std::int64_t>(reach)};
}

} // namespace matching
