#pragma once
#include "matching/draft.hpp"
#include "matching/prices.hpp"

namespace matching {

// Households bid for what suits them best at prices a little below those found; a program that is asked for
// more than it has keeps those who bid most and raises its price; who is turned away bids again, until nobody
// wants more at the prices as they then are. Adds to the draft. Nothing: stopped.
std::optional<Prices> auction(const Stage&, const Prices&, Draft&, const Progress&, Span);

} // namespace matching
