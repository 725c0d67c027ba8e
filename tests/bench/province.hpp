#pragma once
#include "tests/bench/made.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// A whole invented province against all programs, the best 20 of each need, beside peers that find the same
// on the same data: docs/benchmarks.md.
Section measure_province(const Made&, const Wishes&);

} // namespace bench
