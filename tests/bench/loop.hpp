#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/site.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// Offer, answer and delivery over HTTP; a charity's inbox with many open offers; whether somebody is helped
// already. beside: the same demo in PostgreSQL; null: left out.
Section measure_loop(const DemoData&, const Site& fresh, const Site* beside, const Wishes&);

} // namespace bench
