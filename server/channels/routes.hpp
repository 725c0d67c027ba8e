#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::channels {

// Webhooks and gateways, what went to each of them; an account's own mail.
std::span<const Route> routes();

} // namespace server::channels
