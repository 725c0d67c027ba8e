#pragma once
#include "tests/bench/made.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// One program before all families of an invented province, as its charity tries it before it is saved.
Section measure_test_drive(const Made&, const Wishes&);

} // namespace bench
