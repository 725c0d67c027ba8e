#pragma once
#include "server/http/route.hpp"
#include <span>

namespace server::accounts {

// Sign-in and out, first admin, invitations, the administrator's list, one's own password and API tokens.
std::span<const Route> routes();

} // namespace server::accounts
