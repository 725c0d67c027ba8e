#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::life_cycle {

// One page that draws the tables of moves as the code has them.
std::span<const Route> routes();

Response show(const Call&, store::Reader&);

} // namespace server::life_cycle
