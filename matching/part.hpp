#pragma once
#include "matching/round.hpp"

namespace matching {

// A round with some of its options only, and the families that have one of them.
struct PartOfRound {
    Round round;
    std::vector<std::uint32_t> families; // by family of the part: which it is of the whole, ascending
    std::vector<std::size_t> options;    // by option of the part: likewise
};
PartOfRound part_of(const Round&, const std::function<bool(std::size_t option)>& is_in);

} // namespace matching
