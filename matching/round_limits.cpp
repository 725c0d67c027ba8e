#include "matching/exact.hpp"
#include "matching/round.hpp"
#include <algorithm>
#include <numeric>

namespace matching {

// What the needs in fen that have an option are assessed at, by floor.
static std::vector<Wide> assessed_by_floor(const Round& round, std::size_t floors)
{
    std::vector<Wide> sums(floors);
    for (const auto& family : round.families) {
        const auto& inside = round.floor_sets[family.floor_set];
        if (inside.empty()) continue;
        const auto needs = round.needs_of(family);
        auto last = kUnlimited; // options stand by need
        for (const auto& option : round.options_of(family)) {
            if (option.need == last || !needs[option.need].in_fen) continue;
            last = option.need;
            for (const auto floor : inside) sums[floor] += needs[option.need].assessed;
        }
    }
    return sums;
}

std::vector<RoundFloor> floors_of(const Round& round, const RoundPolicy& policy)
{
    const auto assessed = assessed_by_floor(round, policy.floors.size());
    std::vector<RoundFloor> floors;
    for (std::size_t i = 0; i < policy.floors.size(); ++i) {
        const auto& floor = policy.floors[i];
        auto asks = Wide{floor.at_least};
        if (floor.unit == FloorUnit::permille) asks = (assessed[i] * floor.at_least + 999) / 1000;
        floors.push_back({floor.measure, static_cast<std::int64_t>(std::min(asks, Wide{kUnlimited - 1}))});
    }
    return floors;
}

void round_down_money(Round& round)
{
    std::vector<std::int64_t> common(round.capacities.size());
    for (const auto& option : round.options)
        for (const auto at : round.kinds[option.kind].capacities)
            if (common[at] != 1) common[at] = std::gcd(common[at], option.cost);
    for (std::size_t i = 0; i < common.size(); ++i)
        if (auto& left = round.capacities[i].fen; left != kUnlimited && common[i] > 0)
            left -= left % common[i];
}

bool may_both(const Round& round, const RoundFamily& family, const RoundOption& a, const RoundOption& b)
{
    const auto one = round.kinds[a.kind].program, other = round.kinds[b.kind].program;
    if (one != other) {
        const auto& excluded = round.programs[one].excluded;
        return excluded.empty() || !std::ranges::binary_search(excluded, other);
    }
    if (!round.programs[one].once_a_person) return false;
    const auto needs = round.needs_of(family);
    const auto first = needs[a.need].member, second = needs[b.need].member;
    return first != 0 && second != 0 && first != second;
}

} // namespace matching
