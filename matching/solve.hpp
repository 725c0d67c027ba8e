#pragma once
#include "matching/cases.hpp"

namespace matching {

// One stage: finds prices and gives what is best at them. Adds to the draft; floors that cannot be reached
// are lowered in the stage. Nothing: stopped.
std::optional<Proof> solve(Stage&, Draft&, const Progress&, Span);

} // namespace matching
