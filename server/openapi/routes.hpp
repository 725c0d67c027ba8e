#pragma once
#include "server/http/route.hpp"

namespace server::openapi {

// GET /api/openapi.json: the library's `description`.
std::span<const Route> routes();

} // namespace server::openapi
