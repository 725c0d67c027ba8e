#pragma once
#include "server/http/route.hpp"

namespace server::divisions {

std::span<const Route> routes();

// GET /api/v1/divisions?parent=CODE, or ?q=beginning of a name or code
Response list_api(const Call&, store::Reader&);

} // namespace server::divisions
