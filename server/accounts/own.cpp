#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/handlers.hpp"
#include "server/accounts/service.hpp"
#include "server/accounts/views.hpp"
#include "server/auth/permissions.hpp"
#include "server/auth/session.hpp"
#include "server/auth/throttle.hpp"
#include "server/html/page.hpp"
#include "server/http/problem.hpp"

// One's own account: password, API tokens.
namespace server::accounts {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::string_view kPasswordFields[] = {"current", "password", "again"};
constexpr std::string_view kTokenFields[] = {"label", "days", "scope"};
constexpr std::int64_t kMostDays = 365;
constexpr std::size_t kLongestLabel = 60;

struct Change {
    std::string login, hash, new_hash;
    bool fits = false;
};

json own_view(const Call& call, const store::AccountRow& row)
{
    const auto all = account_row(call, row);
    json area = nullptr;
    if (row.actor.area) area = {{"text", all["place"]}};
    return {{"login", row.login}, {"name", row.actor.name}, {"role_name", all["role_name"]}, {"area", area}};
}

Response own_page(const Call& call, store::Reader& db, const std::vector<Fault>& faults, int status)
{
    const auto row = store::find_account(db, call.actor.account);
    if (!row) return not_found(call);
    auto view = own_view(call, *row);
    view["changed"] = call.query.has("changed");
    view["mail"] = allowed(call.actor.role, Can::see_due);
    view["channels"] = allowed(call.actor.role, Can::manage_channels);
    return page(call, "accounts/own", with_problems(std::move(view), call, faults, kPasswordFields), status);
}

std::optional<Response> read_change(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    const auto row = store::find_account(*db, call.actor.account);
    if (!row) return not_found(call);
    if (auto refused = auth::throttled(call, *db, row->login)) return refused;
    const auto faults = faults_of_password(call.form.text("password"), call.form.text("again"), row->login);
    if (!faults.empty()) return own_page(call, *db, faults, 422);
    carried = Change{.login = row->login, .hash = row->password_hash};
    return {};
}

std::optional<Response> hash_change(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    auto change = std::any_cast<Change>(carried);
    change.fits = !change.hash.empty() && store::password_fits(change.hash, call.form.text("current"));
    if (change.fits) change.new_hash = store::password_hash(call.form.text("password"));
    carried = std::move(change);
    return {};
}

// All other sessions end; this one goes on under a new token.
std::optional<Response> save_change(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& change = std::any_cast<const Change&>(carried);
    const auto account = call.actor.account;
    if (auto refused = auth::throttled(call, *db, change.login))
        return refused; // others on their way with it
    if (!change.fits) {
        store::insert_failure(*db, change.login, call.peer, call.now);
        return {};
    }
    const auto session = store::find_session(*db, call.cookie_session);
    const auto shown = session && session->by_factor ? auth::Shown::second_factor : auth::Shown::password;
    store::save_password(*db, account, change.new_hash);
    store::end_sessions_of(*db, account);
    store::append_audit(*db, {call.now, account, "password.set", to_text(account), ""});
    return auth::begin_session(call, *db, account, "/account?changed=1", shown);
}

std::optional<Response> show_wrong_current(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    return own_page(call, *db, {{"error.password.current", "/current", {}}}, 422);
}

Response tokens_page(const Call& call, store::Reader& db, std::string_view shown_once,
                     const std::vector<Fault>& faults, int status)
{
    json rows = json::array();
    for (const auto& row : store::list_tokens(db, call.actor.account)) rows.push_back(token_row(call, row));
    json made = nullptr;
    if (!shown_once.empty()) made = {{"token", std::string(shown_once)}};
    const bool writes = call.form.text("scope") == "write";
    const auto days = call.form.text("days");
    json view{{"tokens", rows},
              {"none", rows.empty()},
              {"made", made},
              {"label", made.is_null() ? call.form.text("label") : ""},
              {"days", days.empty() || !made.is_null() ? "90" : days},
              {"write_chosen", writes},
              {"read_chosen", !writes}};
    return page(call, "accounts/tokens", with_problems(std::move(view), call, faults, kTokenFields), status);
}

} // namespace

const Steps kChangePassword{{{LaneName::read, read_change},
                             {LaneName::hash, hash_change},
                             {LaneName::write, save_change},
                             {LaneName::read, show_wrong_current}}};

Response show_own(const Call& call, store::Reader& db) { return own_page(call, db, {}, 200); }

Response list_own_tokens(const Call& call, store::Reader& db) { return tokens_page(call, db, "", {}, 200); }

Response create_token(const Call& call, store::Writer& db)
{
    std::vector<Fault> faults;
    const auto label = call.form.text("label");
    const auto days = call.form.integer("days").value_or(0);
    const auto scope = call.form.text("scope");
    if (label.empty() || label.size() > kLongestLabel * 3)
        faults.push_back({"error.token.label", "/label", {}});
    if (days < 1 || days > kMostDays)
        faults.push_back({"error.token.days", "/days", {{"most", std::to_string(kMostDays)}}});
    if (scope != "read" && scope != "write") faults.push_back({"error.token.scope", "/scope", {}});
    if (!faults.empty()) return tokens_page(call, db, "", faults, 422);

    const auto token = store::random_token();
    store::TokenRow row{.account = call.actor.account, .label = label, .may_write = scope == "write"};
    row.expires_at = call.now + std::chrono::days(days);
    const auto id = store::insert_token(db, row, token, call.now);
    store::append_audit(db, {call.now, call.actor.account, "token.created", to_text(id), ""});
    return tokens_page(call, db, token, {}, 200);
}

Response end_token(const Call& call, store::Writer& db)
{
    const auto id = parse_id<TokenId>(call.capture("id"));
    if (!id || !store::end_token(db, call.actor.account, *id)) return not_found(call);
    store::append_audit(db, {call.now, call.actor.account, "token.ended", to_text(*id), ""});
    return see_other("/account/tokens");
}

} // namespace server::accounts
