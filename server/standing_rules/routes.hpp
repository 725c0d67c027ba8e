#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::standing_rules {

std::span<const Route> routes();

Response list_api(const Call&, store::Reader&);
Response approve_api(const Call&, store::Writer&);
Response end_api(const Call&, store::Writer&);
Response list(const Call&, store::Reader&);
Response approve_one(const Call&, store::Writer&);
Response end_one(const Call&, store::Writer&);

} // namespace server::standing_rules
