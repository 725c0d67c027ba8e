#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// Rounds of invented provinces: how good, how fast and certified; beside the baselines, a linear program and
// an exact flow of the same round: docs/benchmarks.md.
Section measure_rounds(const Wishes&);

} // namespace bench
