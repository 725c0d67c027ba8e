#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/handlers.hpp"
#include "server/accounts/second_step.hpp"
#include "server/accounts/views.hpp"
#include "server/auth/session.hpp"
#include "server/auth/throttle.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"

namespace server::accounts {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::string_view kFields[] = {"login", "password"};

// Made with today's cost for a password nobody knows: an unknown name takes as long as a known one.
constexpr auto kNobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IDEyMzQ1Ng$"
                              "l0aZpC3jCZ7kqk1b1JEZCjn0o7cLIWjvnQsoZbBbXUo";

struct Attempt {
    std::string login, hash;
    AccountId account; // none: unknown, disabled or without a password
    std::string new_hash;
    bool fits = false;
};

// Where to go afterwards: a path of this site, the front page for anything else.
std::string place_to_go(const Form& form)
{
    const auto back = form.text("back");
    const bool ours = back.starts_with('/') && !back.starts_with("//") && !back.starts_with("/\\");
    const bool clean = back.find_first_of("\r\n\t") == std::string::npos;
    return ours && clean && !back.starts_with("/sign-in") ? back : "/";
}

std::string lower(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

// The codes of the demo's accounts: nobody has their authenticators.
json demo_codes(const Call& call, store::Reader& db)
{
    if (!call.library->demo || !call.local) return nullptr;
    constexpr int kMostShown = 40;
    json rows = json::array();
    for (const auto& row : store::list_accounts(db, {}, kMostShown)) {
        const auto factor = store::find_factor(db, row.actor.account);
        if (!factor || row.password_hash.empty()) continue;
        rows.push_back({{"demo_login", row.login},
                        {"role_name", account_row(call, row)["role_name"]},
                        {"shown", code_to_show(*factor, call.now)}});
    }
    return {{"rows", std::move(rows)}, {"demo_password", call.library->demo_password}};
}

Response sign_in_page(const Call& call, store::Reader& db, const Form& form, const std::vector<Fault>& faults,
                      int status)
{
    json view{{"login", form.text("login")},
              {"back", form.text("back")},
              {"kept", form.has("kept")},
              {"demo_codes", demo_codes(call, db)}};
    return page(call, "accounts/sign_in", with_problems(std::move(view), call, faults, kFields), status);
}

std::optional<Response> look_up(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    Attempt attempt{.login = lower(call.form.text("login")), .hash = kNobodysHash};
    if (auto refused = auth::throttled(call, *db, attempt.login)) return refused;
    const auto account = store::find_account(*db, attempt.login);
    if (account && account->active && !account->password_hash.empty()) {
        attempt.account = account->actor.account;
        attempt.hash = account->password_hash;
    }
    carried = std::move(attempt);
    return {};
}

std::optional<Response> compare(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    auto attempt = std::any_cast<Attempt>(carried);
    const auto password = call.form.text("password");
    const bool fits = store::password_fits(attempt.hash, password);
    attempt.fits = fits && attempt.account;
    if (attempt.fits && !store::is_current_hash(attempt.hash))
        attempt.new_hash = store::password_hash(password);
    carried = std::move(attempt);
    return {};
}

// Wrong ones leave a failure behind and go on to the page; right ones have their session. Of many that were
// on their way at once only as many count as one after the other.
std::optional<Response> conclude(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& attempt = std::any_cast<const Attempt&>(carried);
    if (auto refused = auth::throttled(call, *db, attempt.login)) return refused;
    if (!attempt.fits) {
        store::insert_failure(*db, attempt.login, call.peer, call.now);
        store::append_audit(*db, {call.now, attempt.account, "sign_in.failed", "", ""});
        return {};
    }
    if (!attempt.new_hash.empty()) store::save_password(*db, attempt.account, attempt.new_hash);
    return after_password(call, *db, attempt.account, place_to_go(call.form));
}

std::optional<Response> show_failure(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    return sign_in_page(call, *db, call.form, {{"error.sign_in.wrong", "", {}}}, 422);
}

} // namespace

const Steps kSignIn{{{LaneName::read, look_up},
                     {LaneName::hash, compare},
                     {LaneName::write, conclude},
                     {LaneName::read, show_failure}}};

Response show_sign_in(const Call& call, store::Reader& db)
{
    if (call.actor) return see_other(place_to_go(call.query));
    return sign_in_page(call, db, call.query, {}, 200);
}

Response sign_out(const Call& call, store::Writer& db) { return auth::end_session(call, db); }

// One click in the demo stands for both factors: invented data, and only from this machine by its own name.
Response demo_sign_in(const Call& call, store::Writer& db)
{
    const auto host = call.host.substr(0, call.host.rfind(':'));
    const bool here = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
    if (!call.library->demo || !call.local || !here) return not_found(call);
    const auto account = store::find_account(db, call.form.text("login"));
    if (!account || !account->active) return not_found(call);
    return auth::begin_session(call, db, account->actor.account, place_to_go(call.form),
                               auth::Shown::second_factor);
}

} // namespace server::accounts
