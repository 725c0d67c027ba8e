#include "matching/allocate.hpp"
#include "matching/rounding.hpp"
#include "matching/solve.hpp"
#include "matching/stable.hpp"
#include <algorithm>

namespace matching {

namespace {

std::vector<std::uint32_t> of_tiers(const Round& round, const std::vector<int>& tiers)
{
    std::vector<std::uint32_t> families;
    for (std::uint32_t i = 0; i < round.families.size(); ++i)
        if (std::ranges::find(tiers, round.families[i].tier) != tiers.end()) families.push_back(i);
    return families;
}

std::int64_t rounded_up(Wide worth)
{
    constexpr Wide kOne = Wide{1} << kPriceBits;
    return static_cast<std::int64_t>((std::max<Wide>(0, worth) + kOne - 1) / kOne);
}

// What is told of such a part: it goes on, no further.
Progress quiet(const Progress& progress, int at)
{
    auto part = progress;
    part.tell = [&progress, at](int) { return progress.goes_on(at); };
    return part;
}

// Whatever it is worth: how far from the best that is, the bound tells.
std::optional<Proof> give_in_line(const Stage& stage, Draft& draft, Allocation& allocation,
                                  const Progress& progress, Span span)
{
    const auto middle = (span.from + span.to) / 2;
    auto prices = find_prices(stage, progress, {span.from, middle});
    if (!prices) return {};
    auto part = progress;
    part.tell = [&](int permille) { return progress.goes_on(middle + (span.to - middle) * permille / 1000); };
    const auto lines = lines_of(stage.round);
    if (!accept_in_turn(stage.round, lines, draft, part)) return {};
    allocation.blocking = blocking(stage.round, lines, draft);
    const auto bound = bound_of(stage, *prices, progress);
    return Proof{{std::move(*prices)}, {}, bound};
}

} // namespace

std::int64_t gap_of(std::int64_t value, std::int64_t bound)
{
    if (bound <= 0) return 0;
    return static_cast<std::int64_t>((Wide{1'000'000} * (bound - value) + bound - 1) / bound);
}

std::optional<Allocation> allocate(const Round& round, const Progress& progress)
{
    Allocation allocation;
    std::vector<std::vector<int>> stages{{1, 2, 3, 4}};
    if (round.strict) stages = {{1}, {2}, {3}, {4}};
    Draft draft(round, round.capacities);
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const auto permille = [&](std::size_t part) {
            return static_cast<int>((i * 1000 + part) / stages.size());
        };
        Stage stage{round, of_tiers(round, stages[i]), draft.left(), {}};
        for (const auto& floor : round.floors) stage.asks.push_back(floor.asks);
        if (round.stable) stage.asks.assign(stage.asks.size(), 0);
        const Span all{permille(0), permille(950)};
        auto proof = round.stable ? give_in_line(stage, draft, allocation, progress, all)
                                  : solve(stage, draft, progress, all);
        if (!proof) return {};
        allocation.holds = stage.asks;
        SolvedStage solved{stages[i], std::move(proof->prices[0]), value_of(stage, draft),
                           rounded_up(proof->bound)};
        proof->prices.erase(proof->prices.begin());
        solved.further = std::move(proof->prices);
        solved.cases = std::move(proof->cases);
        allocation.value += solved.value;
        allocation.bound += solved.bound;
        allocation.stages.push_back(std::move(solved));
    }
    for (std::uint32_t family = 0; family < round.families.size(); ++family)
        for (const auto option : draft.of(family))
            allocation.awards.push_back(round.families[family].first_option + option);
    std::ranges::sort(allocation.awards);
    allocation.limits.resize(round.floors.size());
    for (std::uint32_t i = 0; i < round.floors.size() && !round.stable && !round.strict; ++i) {
        if (allocation.holds[i] >= round.floors[i].asks) continue;
        allocation.limits[i] = reach_limit(round, i, allocation.holds, quiet(progress, 960));
        if (!allocation.limits[i]) return {};
    }
    allocation.gap_millionths = gap_of(allocation.value, allocation.bound);
    if (!progress.goes_on(1000)) return {};
    return allocation;
}

} // namespace matching
