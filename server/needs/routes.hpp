#pragma once
#include "server/http/route.hpp"

namespace server::needs {

// For donors, without an account.
std::span<const Route> routes();

Response show_overview(const Call&, store::Reader&);
Response show_county(const Call&, store::Reader&);
Response show_category(const Call&, store::Reader&);
Response csv_overview(const Call&, store::Reader&);
Response read_api(const Call&, store::Reader&);

} // namespace server::needs
