#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/site.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// One family before all programs, in the engine alone: the demo's programs, then as many as a province has.
Section measure_matching(const DemoData&, const Site&, const Wishes&);

} // namespace bench
