#pragma once
#include "server/http/route.hpp"

namespace server::offers {

std::span<const Route> routes();

} // namespace server::offers
