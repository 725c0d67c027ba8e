#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"

namespace server::auth {

// Failed sign-ins per login and address, and more widely per address, in a sliding window. The owner of the
// login at another address is not locked out. Nothing: go on; a response: 429 with Retry-After.
std::optional<Response> throttled(const Call& call, store::Reader& db, std::string_view login);

inline constexpr std::int64_t kFailuresOfLogin = 5, kFailuresFromAddress = 50;
inline constexpr std::chrono::minutes kFailureWindow{15};
inline constexpr std::chrono::hours kFailuresKept{24};

} // namespace server::auth
