#pragma once
#include "matching/draft.hpp"
#include "matching/prices.hpp"

namespace matching {

// A round with some of its options only, and the families that have one of them.
struct PartOfRound {
    Round round;
    std::vector<std::uint32_t> families; // by family of the part: which it is of the whole, ascending
    std::vector<std::size_t> options;    // by option of the part: likewise
};
PartOfRound part_of(const Round&, const std::function<bool(std::size_t option)>& is_in);

// The stage on a part of its round, and what is given of it.
Stage stage_of(const Stage& whole, const PartOfRound&, std::vector<std::int64_t> asks);
void give_the_same(const PartOfRound&, const Stage& of_part, const Draft& from, Draft& to);

} // namespace matching
