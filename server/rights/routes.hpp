#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::rights {

std::span<const Route> routes(); // GET /life-cycle/rights: the table, drawn from the code

} // namespace server::rights
