#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::duplicates {

std::span<const Route> routes();

} // namespace server::duplicates
