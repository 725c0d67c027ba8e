#include "matching/dial.hpp"
#include <algorithm>
#include <cmath>

namespace matching {

namespace {

constexpr double kMomentum = 0.85; // of the last step that is added: without it ten times as many passes

} // namespace

void step(Dial& dial, const Demand& demand, double share, double damping, double most_floor_price)
{
    const bool is_floor = most_floor_price > 0;
    const auto limit = dial.limit * share;
    const auto taken = static_cast<double>(demand.taken);
    const bool raise = is_floor ? taken < limit : taken > limit;
    if (!raise && (dial.price <= 0 || taken == limit)) {
        dial.window = std::max(dial.window / 2, 1e-9);
        return;
    }
    const auto& sums = raise == is_floor ? demand.come : demand.leave;
    auto missing = std::abs(taken - limit);
    const auto width = dial.window / kBins;
    double way = 0;
    bool found = false;
    for (std::size_t i = 0; i < kBins && !found; ++i) {
        const auto here = static_cast<double>(sums[i]);
        found = here >= missing;
        way += found ? width * missing / here : width;
        missing -= here;
    }
    const auto signed_way = raise ? way : -way;
    dial.last = damping * signed_way + kMomentum * dial.last;
    const auto before = dial.price;
    dial.price = std::max(0.0, dial.price + dial.last);
    dial.last = dial.price - before;
    if (is_floor) dial.price = std::min(dial.price, most_floor_price);
    dial.window = found ? std::clamp(way * 4, dial.window / 3, dial.window * 2) : dial.window * 4;
    dial.window = std::max(dial.window, dial.price * 1e-4 + 1e-9);
}

} // namespace matching
