#pragma once
#include "server/http/route.hpp"

namespace server::stock {

std::span<const Route> routes();

} // namespace server::stock
