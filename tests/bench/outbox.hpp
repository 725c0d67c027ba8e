#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/site.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// What the outbox sends: messages a second and how long each takes from the commit that queued it until the
// receiver has it, with a receiver that takes all and one that fails three times in ten, beside the bare
// POSTs.
Section measure_outbox(const DemoData&, const Wishes&);

// 500 open event streams of one server: memory, processor time, and how soon all of them hear of a change.
Section measure_streams(const DemoData&, const Site& fresh, const Wishes&);

} // namespace bench
