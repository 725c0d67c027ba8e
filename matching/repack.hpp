#pragma once
#include "matching/moves.hpp"
#include "matching/rounding.hpp"

namespace matching {

// Chooses anew, as well as its money allows, who of those near the margin gets what of this program; others
// keep theirs. What it gains in value by the moves, which are yet to be kept; 0: it stays as it was.
std::int64_t repack(std::span<const Marginal>, std::uint32_t program, const Prices&, Draft&, Moves&);

} // namespace matching
