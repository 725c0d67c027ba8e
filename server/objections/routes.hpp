#pragma once
#include "server/http/route.hpp"

namespace server::objections {

std::span<const Route> routes();

} // namespace server::objections
