#include "matching/certify_household.hpp"
#include <algorithm>
#include <atomic>

namespace matching {

std::optional<Exactly> most_at(const Evidence& evidence, const StageClaim& stage, Counted counted,
                               const Progress& progress)
{
    constexpr std::size_t kAtOnce = 2048;
    const Tariffs tariffs(evidence, stage.prices);
    std::vector<Exactly> sums(progress.workers);
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> stopped = false;
    const auto count = evidence.households.size();
    progress.share([&](std::size_t worker) {
        Household one(evidence, tariffs, stage.floors, counted);
        for (auto from = next++ * kAtOnce; from < count && !stopped; from = next++ * kAtOnce) {
            if (worker == 0 && !progress.goes_on(static_cast<int>(from * 1000 / count))) stopped = true;
            for (auto i = from; i < std::min(count, from + kAtOnce); ++i)
                if (std::ranges::count(stage.tiers, evidence.households[i].tier) > 0)
                    sums[worker] += one.most(evidence.households[i]);
        }
    });
    if (stopped) return {};
    Exactly sum = 0;
    for (const auto part : sums) sum += part;
    return sum;
}

} // namespace matching
