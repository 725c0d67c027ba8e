#pragma once
#include "models/rule.hpp"
#include <span>

namespace models {

// A leaf of a list of conditions, or its opposite.
struct Condition {
    const Leaf* leaf{};
    bool negated = false;
};

// Can all of these not hold together, whatever the facts say? Compares what reads the same fact on the same
// day, by intervals, code sets and areas; no where it cannot tell.
bool is_contradictory(std::span<const Condition>);

// Does one of these always hold where the fact is known and applies?
bool is_always_true(std::span<const Condition>);

} // namespace models
