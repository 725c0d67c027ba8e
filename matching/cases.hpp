#pragma once
#include "matching/closing.hpp"
#include "matching/draft.hpp"

namespace matching {

// A case of the allocations of a stage: split in two by a closing, those that keep to it first, with all
// their cases, then those that do not; or weighed at prices.
struct Case {
    std::optional<Closing> split{};
    std::size_t prices = 0; // index into Proof::prices
};

// What no allocation of a stage can be worth more than, and what shows it. First come the prices of the case
// that the draft is in: they are the stage's.
struct Proof {
    std::vector<Prices> prices;
    std::vector<Case> cases; // none: one, at the prices of the stage
    Wide bound{};            // in 2⁻²⁰ of a value
};

// Begins with all allocations, at these prices, and splits and prices anew what could be worth most until it
// is worth no more than the draft, or has been tried often enough. Better allocations that are found on the
// way are taken into the draft. Nothing: stopped.
std::optional<Proof> split_cases(const Stage&, Prices, Draft&, const Progress&, Span);

} // namespace matching
