#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/site.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// Referrals stored durably over HTTP, beside the same insert by as many clients in plain transactions.
// `postgresql`: the demo in a PostgreSQL that keeps what is committed; nullptr: it was left out.
Section measure_posting(const DemoData&, const Site& fresh, const Site* postgresql, const Wishes&);

} // namespace bench
