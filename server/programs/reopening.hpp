#pragma once
#include "models/store/db.hpp"
#include "server/http/library.hpp"

namespace server::programs {

// Opens the paused programs whose day has come. One whose text somebody has changed since stays paused: it is
// opened by another manager. Each once; what a program is not paused any more has no day.
void reopen_due(store::Writer&, const Library&, models::Time now);

} // namespace server::programs
