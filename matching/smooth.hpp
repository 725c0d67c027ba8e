#pragma once
#include "matching/dial.hpp"

namespace matching {

// Prices brought nearer to the best ones, where find_prices' steps only go to and fro: each family is spread
// over the bundles that are nearly its best, the more evenly the further from the end, so that what is taken
// changes smoothly with prices. Whatever comes out is valid; the caller asks for its bound. False: stopped.
bool smooth(const Stage&, Dials&, const Progress&, Span);

} // namespace matching
