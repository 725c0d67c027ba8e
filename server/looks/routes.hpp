#pragma once
#include "server/http/route.hpp"

namespace server::looks {

std::span<const Route> routes();

} // namespace server::looks
