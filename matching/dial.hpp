#pragma once
#include "matching/exact.hpp"
#include <array>
#include <cstddef>

// Inside of the search for prices (prices.cpp): one price that is looked for, and how it is turned.
namespace matching {

inline constexpr std::size_t kBins = 12; // of a window, to each side of a price

// What is taken of one limited thing now, and how that would change with its price: sums over options by how
// far the price may go before they leave (taken ones) or come (others).
struct Demand {
    Wide taken = 0; // weighted fen of a whole province are more than 64 bits hold
    std::array<Wide, kBins> leave{}, come{};

    void add(const Demand& other)
    {
        taken += other.taken;
        for (std::size_t i = 0; i < kBins; ++i) {
            leave[i] += other.leave[i];
            come[i] += other.come[i];
        }
    }
};

// One price that is looked for: of a place, of a fen, or of a floor, which earns instead of costing.
struct Dial {
    double limit = 0;  // what there is, or what is asked
    double price = 0;  // in units of value
    double window = 0; // how far around it options are looked at
    double last = 0;   // the last step
};

// Newton's step by the sums of the window: to where as much is taken as there is. `share` of all families
// were looked at. most_floor_price: 0 for what costs; above it a floor's price does not go.
void step(Dial&, const Demand&, double share, double damping, double most_floor_price);

} // namespace matching
