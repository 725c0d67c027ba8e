#pragma once
#include "models/store/db.hpp"
#include "models/time.hpp"
#include "server/http/library.hpp"

namespace server::demo {

// What half a year before the demo began would have been published of needs: of families that are nowhere
// else in it, so that donors see more than the few dozen that are.
void publish_needs(store::Writer&, const Library&, models::Date today);

} // namespace server::demo
