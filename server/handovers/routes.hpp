#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::handovers {

std::span<const Route> routes();

} // namespace server::handovers
