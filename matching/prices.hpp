#pragma once
#include "matching/bundle.hpp"
#include <optional>

namespace matching {

// The part of a round that is solved at once: all households, or those of one tier with what is left.
struct Stage {
    const Round& round;
    std::vector<std::uint32_t> families; // ascending
    std::vector<Capacity> left;          // as Round::capacities
    std::vector<std::int64_t> asks;      // by floor
    bool roughly = false;                // one try of many: no time for what small stages are given
};

// The most any allocation of the stage can be worth at these prices, whatever they are: in 2⁻²⁰ of a value.
Wide bound_of(const Stage&, const Prices&, const Progress&);

// In larger stages whole awards matter less: prices are not smoothed (smooth.hpp), nobody is seated anew.
inline bool is_smoothed(const Stage& stage) { return !stage.roughly && stage.families.size() <= 100'000; }

// Prices at which about as much is taken as there is, so that the bound is low. The only floats of matching/:
// every price is valid, and what is claimed of them is worked out in whole numbers. Progress from … to
// permille; nothing: stopped.
struct Span {
    int from, to;
};
std::optional<Prices> find_prices(const Stage&, const Progress&, Span);

} // namespace matching
