#pragma once
#include "server/http/route.hpp"

namespace server::family {

std::span<const Route> routes();

} // namespace server::family
