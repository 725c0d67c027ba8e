#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/site.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// Pages and reads of the API, each from many connections and from one, beside /livez of the same server.
Section measure_reading(const Serving&, const Site&, const Wishes&);

} // namespace bench
