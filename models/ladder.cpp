#include "models/ladder.hpp"
#include <algorithm>
#include <tuple>

namespace models {

namespace {

auto whose(const Rung& rung) { return std::tie(rung.clock, rung.need_type); }

} // namespace

Ladders::Ladders(std::vector<Rung> rungs) : rungs_(std::move(rungs))
{
    std::ranges::sort(rungs_, [](const Rung& a, const Rung& b) {
        return std::tuple(a.clock, a.need_type, -a.days_before, a.supervisor) <
               std::tuple(b.clock, b.need_type, -b.days_before, b.supervisor);
    });
}

std::span<const Rung> Ladders::of(Clock clock, const std::string& need_type) const
{
    const Rung own{.clock = clock, .need_type = need_type}, any{.clock = clock};
    auto found = std::ranges::equal_range(rungs_, whose(own), {}, whose);
    if (found.empty()) found = std::ranges::equal_range(rungs_, whose(any), {}, whose);
    return {found.begin(), found.end()};
}

Time time_of(const Rung& rung, const WorkingDays& days, Time due)
{
    if (rung.days_before == 0) return due;
    return start_of(days.last(day_of(due - std::chrono::milliseconds(1)), rung.days_before));
}

} // namespace models
