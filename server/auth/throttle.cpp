#include "server/auth/throttle.hpp"
#include "models/store/accounts.hpp"
#include "server/http/problem.hpp"

namespace server::auth {

std::optional<Response> throttled(const Call& call, store::Reader& db, std::string_view login)
{
    const auto failed = store::count_failures(db, login, call.peer, call.now - kFailureWindow);
    if (failed.of_login_here < kFailuresOfLogin && failed.from_address < kFailuresFromAddress) return {};
    auto response = problem_response(call, 429);
    const auto wait = std::chrono::duration_cast<std::chrono::seconds>(kFailureWindow).count();
    response.fields.emplace_back("Retry-After", std::to_string(wait));
    response.note = Note{"sign_in.throttled", "", {}};
    return response;
}

} // namespace server::auth
