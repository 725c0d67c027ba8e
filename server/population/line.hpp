#pragma once
#include "matching/snapshot.hpp"

namespace server::population {

// Received gifts count as transfer income (审核确认办法 2021, domain.md §3): would this gift of money lift a
// household that lies below its low-income line above it? Where its income is not known: no.
bool passes_the_line(const matching::Ground&, const matching::Family&, models::Money gift);

} // namespace server::population
