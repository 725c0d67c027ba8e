#pragma once
#include "server/http/route.hpp"

namespace server::home {

// The front page or, signed in, one's desk; what watches the server.
std::span<const Route> routes();

} // namespace server::home
