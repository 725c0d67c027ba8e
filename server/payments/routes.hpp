#pragma once
#include "server/http/route.hpp"

namespace server::payments {

std::span<const Route> routes();

} // namespace server::payments
