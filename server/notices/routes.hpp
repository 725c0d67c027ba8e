#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::notices {

// What an office was told; and the whole outbox, for who runs the system.
std::span<const Route> routes();

Response list_api(const Call&, store::Reader&);
Response read_api(const Call&, store::Writer&);

} // namespace server::notices
