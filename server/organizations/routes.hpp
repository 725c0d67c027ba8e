#pragma once
#include "server/http/route.hpp"

namespace server::organizations {

std::span<const Route> routes();

// Pages.
Response list(const Call&, store::Reader&);
Response show(const Call&, store::Reader&);
Response show_renew(const Call&, store::Reader&); // until when its certificate is good, looked at again
Response renew_now(const Call&, store::Writer&);

// /api/v1
Response list_api(const Call&, store::Reader&);
Response show_api(const Call&, store::Reader&);
Response create_api(const Call&, store::Writer&);

} // namespace server::organizations
