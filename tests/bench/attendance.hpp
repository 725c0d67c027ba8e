#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/site.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// Forty children marked in one submission over HTTP, beside the same rows in plain statements: one
// transaction each.
Section measure_attendance(const DemoData&, const Site& fresh, const Wishes&);

} // namespace bench
