#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"

namespace server::auth {

// Failed sign-ins per login and address, and more widely per address, in a sliding window. The owner of the
// login at another address is not locked out. Nothing: go on; a response: 429 with Retry-After.
std::optional<Response> throttled(const Call& call, store::Reader& db, std::string_view login);

// The same for the code of the second step. Who gets that far knows the password, so wrong ones from all
// addresses count together too; recovery codes, which nobody guesses, are let through then: the owner is not
// locked out.
enum class CodeKind { one_time, recovery };
std::optional<Response> code_throttled(const Call&, store::Reader&, models::AccountId, CodeKind);
void count_wrong_code(const Call&, store::Writer&, models::AccountId);

inline constexpr std::int64_t kFailuresOfLogin = 5, kFailuresFromAddress = 50, kWrongCodesOfAccount = 20;
inline constexpr std::chrono::minutes kFailureWindow{15};
inline constexpr std::chrono::hours kFailuresKept{24};

} // namespace server::auth
