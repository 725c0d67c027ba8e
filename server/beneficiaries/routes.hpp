#pragma once
#include "server/http/route.hpp"

namespace server::beneficiaries {

std::span<const Route> routes();

Response show(const Call&, store::Writer&);
Response open(const Call&, store::Writer&);

} // namespace server::beneficiaries
