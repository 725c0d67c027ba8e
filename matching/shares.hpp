#pragma once
#include "matching/frequencies.hpp"
#include "matching/topics.hpp"

// Inside of the engine: how likely the answers to a question are.
namespace matching {

// Thousandths that add up to 1000 (0 of none).
std::vector<std::int64_t> permille_of(std::vector<std::int64_t> counts);

// Of the answers in their order, as possible_answers gives them. Nothing known of the fact: all alike.
std::vector<std::int64_t> shares_of(const Frequencies*, const Topic&, const std::vector<Supposed>&,
                                    const models::Divisions&);

} // namespace matching
