#pragma once
#include "server/http/route.hpp"

namespace server::referrals {

std::span<const Route> routes();

} // namespace server::referrals
