#pragma once
#include "tests/bench/made.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// One family, one program, one change in a whole invented province, in the engine alone; each beside its
// target in the design.
Section measure_engine(const Made&, const Wishes&);

} // namespace bench
