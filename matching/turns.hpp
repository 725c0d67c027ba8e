#pragma once
#include "matching/topics.hpp"
#include <set>

// Inside of the engine: where rules turn, seen from one number or amount that is recorded.
namespace matching {

struct Turns {
    std::set<std::int64_t> points; // each value at which a condition turns, and what lies beside it
    bool unknown_beside = false;   // a condition compares it with another fact that is not known
};
// Through sums and divisions, and from both sides of a comparison of two facts. Other parts of a sum count as
// far as they are known. Where a condition turns beyond what is possible, it is the end of that.
Turns turns_of(const Pair&, const Topic&, const std::vector<const models::Rule*>&);

// Amounts that two or more conditions of these rules add to, or compare with, others. What suits both may lie
// where neither turns by itself.
std::set<models::Fact> interwoven(const std::vector<const models::Rule*>&);

} // namespace matching
