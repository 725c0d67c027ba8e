#pragma once
#include "matching/draft.hpp"
#include "matching/prices.hpp"

// Inside of the rounding: floors.
namespace matching {

// By floor: the fen that its households have covered, or how many of them have anything.
std::vector<std::int64_t> reached(const Stage&, const Draft&);

// Gives to the households of floors that fall short, in the order of the floors, what costs least in value,
// and takes for it from households whose own floors hold without. What an earlier floor has it keeps.
void hold_floors(const Stage&, const PriceSums&, Draft&);

// At these prices no allocation that holds so much of the floors before reaches more of this one than `most`.
struct ReachLimit {
    Prices prices; // in 2⁻²⁰ of a fen covered, or of a household; of the floor itself 2²⁰, of later ones 0
    std::int64_t most{};
};
std::optional<ReachLimit> reach_limit(const Round&, std::uint32_t floor,
                                      const std::vector<std::int64_t>& holds,
                                      const Progress&); // nothing: stopped

} // namespace matching
