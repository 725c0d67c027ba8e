#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::approvals {

std::span<const Route> routes();

} // namespace server::approvals
