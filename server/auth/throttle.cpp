#include "server/auth/throttle.hpp"
#include "models/store/accounts.hpp"
#include "server/http/problem.hpp"

namespace server::auth {

namespace {

constexpr std::string_view kEverywhere = "(everywhere)";

std::string second_step_of(models::AccountId account) { return "(second step) " + models::to_text(account); }

Response too_many(const Call& call)
{
    auto response = problem_response(call, 429);
    const auto wait = std::chrono::duration_cast<std::chrono::seconds>(kFailureWindow).count();
    response.fields.emplace_back("Retry-After", std::to_string(wait));
    response.note = Note{"sign_in.throttled", "", {}};
    return response;
}

} // namespace

std::optional<Response> throttled(const Call& call, store::Reader& db, std::string_view login)
{
    const auto failed = store::count_failures(db, login, call.peer, call.now - kFailureWindow);
    if (failed.of_login_here < kFailuresOfLogin && failed.from_address < kFailuresFromAddress) return {};
    return too_many(call);
}

std::optional<Response> code_throttled(const Call& call, store::Reader& db, models::AccountId account,
                                       CodeKind kind)
{
    const auto step = second_step_of(account);
    if (auto refused = throttled(call, db, step)) return refused;
    if (kind == CodeKind::recovery) return {};
    const auto all = store::count_failures(db, step, kEverywhere, call.now - kFailureWindow);
    if (all.of_login_here < kWrongCodesOfAccount) return {};
    return too_many(call);
}

void count_wrong_code(const Call& call, store::Writer& db, models::AccountId account)
{
    store::insert_failure(db, second_step_of(account), call.peer, call.now);
    store::insert_failure(db, second_step_of(account), kEverywhere, call.now);
}

} // namespace server::auth
