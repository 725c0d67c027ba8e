#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/site.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// The population that a server process keeps in memory: its size, its first reading, and how far it is behind
// a commit. `beside`: the same data in PostgreSQL; null: it was left out.
Section measure_living(const DemoData&, const Site& fresh, const Site* beside, const Wishes&);

} // namespace bench
