#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::retention {

std::span<const Route> routes();

} // namespace server::retention
