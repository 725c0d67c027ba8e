#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/handlers.hpp"
#include "server/accounts/second_step.hpp"
#include "server/accounts/service.hpp"
#include "server/accounts/views.hpp"
#include "server/auth/throttle.hpp"
#include "server/html/page.hpp"
#include "server/http/problem.hpp"

// A first password by a one-time code: the first administrator's, and everybody's who was invited.
namespace server::accounts {

using namespace models;

namespace {

constexpr std::string_view kSetupFields[] = {"code", "login", "name", "password", "again"};
constexpr std::string_view kInvitationFields[] = {"code", "password", "again"};
constexpr std::string_view kGuessing = "(one-time code)"; // whose failures wrong codes count as

// As the printed or sent address carries it, until a form has been filled in.
std::string given_code(const Call& call)
{
    return call.form.has("code") ? call.form.text("code") : call.query.text("code");
}

Response first_admin_page(const Call& call, const std::vector<Fault>& faults, int status)
{
    nlohmann::json view{
        {"code", given_code(call)}, {"login", call.form.text("login")}, {"name", call.form.text("name")}};
    return page(call, "accounts/setup", with_problems(std::move(view), call, faults, kSetupFields), status);
}

Response invitation_page(const Call& call, const std::vector<Fault>& faults, int status)
{
    return page(call, "accounts/invitation",
                with_problems({{"code", given_code(call)}}, call, faults, kInvitationFields), status);
}

std::optional<Response> check_setup(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    if (store::has_any_admin(*db)) return not_found(call);
    if (auto refused = auth::throttled(call, *db, kGuessing)) return refused;
    const auto login = call.form.text("login");
    auto faults = faults_of_password(call.form.text("password"), call.form.text("again"), login);
    if (auto fault = fault_of_login(login)) faults.insert(faults.begin(), *std::move(fault));
    if (call.form.text("name").empty()) faults.push_back({"error.account.name", "/name", {}});
    if (!faults.empty()) return first_admin_page(call, faults, 422);
    return {};
}

std::optional<Response> check_invitation(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    if (auto refused = auth::throttled(call, *db, kGuessing)) return refused;
    const auto faults = faults_of_password(call.form.text("password"), call.form.text("again"), "");
    if (!faults.empty()) return invitation_page(call, faults, 422);
    return {};
}

std::optional<Response> hash_password(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    carried = store::password_hash(call.form.text("password"));
    return {};
}

std::optional<Response> begin_or_count(const Call& call, store::Writer& db, std::optional<AccountId> account)
{
    if (account) return after_password(call, db, *account, "/");
    store::insert_failure(db, kGuessing, call.peer, call.now);
    store::append_audit(db, {call.now, {}, "one_time_code.failed", "", ""});
    return {};
}

std::optional<Response> set_up(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& hash = std::any_cast<const std::string&>(carried);
    const auto& form = call.form;
    return begin_or_count(
        call, *db,
        make_first_admin(*db, form.text("code"), form.text("login"), form.text("name"), hash, call.now));
}

std::optional<Response> accept(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& hash = std::any_cast<const std::string&>(carried);
    return begin_or_count(call, *db, set_first_password(*db, call.form.text("code"), hash, call.now));
}

const std::vector<Fault> kWrongCode{{"error.account.code", "/code", {}}};

std::optional<Response> show_wrong_setup(const Call& call, store::Reader*, store::Writer*, std::any&)
{
    return first_admin_page(call, kWrongCode, 422);
}

std::optional<Response> show_wrong_invitation(const Call& call, store::Reader*, store::Writer*, std::any&)
{
    return invitation_page(call, kWrongCode, 422);
}

} // namespace

const Steps kSetup{{{LaneName::read, check_setup},
                    {LaneName::hash, hash_password},
                    {LaneName::write, set_up},
                    {LaneName::work, show_wrong_setup}}};

const Steps kAcceptInvitation{{{LaneName::read, check_invitation},
                               {LaneName::hash, hash_password},
                               {LaneName::write, accept},
                               {LaneName::work, show_wrong_invitation}}};

Response show_setup(const Call& call, store::Reader& db)
{
    if (store::has_any_admin(db)) return not_found(call);
    return first_admin_page(call, {}, 200);
}

Response show_invitation(const Call& call, store::Reader&) { return invitation_page(call, {}, 200); }

} // namespace server::accounts
