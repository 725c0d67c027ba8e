#pragma once
#include "server/http/library.hpp"
#include "server/http/long_work.hpp"

namespace server::rounds {

// Rounds that are queued, worked out one after the other in the order in which they were opened; one process
// at a time. A round that was running when its process ended is found failed, with nothing of it written.
LongWorks works(std::shared_ptr<const Library>);

} // namespace server::rounds
