#pragma once
#include "models/account.hpp"
#include "models/store/db.hpp"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace store {

struct AccountRow {
    models::Actor actor;
    std::string login;         // unique, lower case
    std::string password_hash; // empty: cannot sign in by password (demo accounts, not yet set)
    bool active = true;
    bool lead = false; // supervisor (lifecycle.md "Clocks")
    std::int64_t version{};
};

struct SessionRow {
    models::AccountId account;
    std::string language; // last choice, "" when never chosen
    models::Time started_at{}, seen_at{};
    bool by_factor = false; // the second factor was used in it
};

std::optional<AccountRow> find_account(Reader&, std::string_view login);
std::optional<AccountRow> find_account(Reader&, models::AccountId);
std::map<models::AccountId, std::string> names_of(Reader&, const std::vector<models::AccountId>&);
std::vector<AccountRow> list_accounts(Reader&, models::AccountId after, int limit);
std::vector<AccountRow> list_accounts_of(Reader&, models::OrganizationId, models::AccountId after, int limit);
std::vector<AccountRow> list_integrators(Reader&);
models::AccountId insert_account(Writer&, const AccountRow&, models::Time now);
bool save_account(Writer&, const AccountRow&); // guarded by version
void save_password(Writer&, models::AccountId, std::string_view hash);

// `token` is what the cookie carries; only its keyed hash is stored. Idle 30 min, absolute 12 h (config).
void insert_session(Writer&, std::string_view token, models::AccountId, models::Time now);
std::optional<SessionRow> find_session(Reader&, std::string_view token);
void mark_factor(Writer&, std::string_view token, models::Time now); // the second factor was used in it
void touch_session(Writer&, std::string_view token, models::Time now);
void end_session(Writer&, std::string_view token);
void save_language(Writer&, std::string_view token, std::string_view language); // "zh" or "en"
void shift_sessions(Writer&, std::chrono::milliseconds); // the demo's clock was moved on: they go on
void end_sessions_of(Writer&, models::AccountId);
std::int64_t end_all_sessions(Writer&); // of accounts, of families, and sign-ins half done; how many
void forget_sessions(Writer&, models::Time seen_before, models::Time started_before);

struct TokenRow {
    models::TokenId id;
    models::AccountId account;
    std::string label;
    bool may_write = false;
    models::Time expires_at{};
    std::optional<models::Time> last_used;
};
models::TokenId insert_token(Writer&, const TokenRow&, std::string_view token, models::Time now);
std::optional<TokenRow> find_token(Reader&, std::string_view token, models::Time now);
std::vector<TokenRow> list_tokens(Reader&, models::AccountId);
bool end_token(Writer&, models::AccountId owner, models::TokenId); // false: it is not the owner's
void touch_token(Writer&, models::TokenId, models::Time now);

// Failed sign-ins per login and per address in a sliding window; the owner elsewhere is not locked out.
struct Failures {
    std::int64_t of_login_here{}, from_address{};
};
Failures count_failures(Reader&, std::string_view login, std::string_view address, models::Time since);
std::int64_t count_failures_of(Reader&, std::string_view login, models::Time since); // from anywhere
void insert_failure(Writer&, std::string_view login, std::string_view address, models::Time now);
void forget_failures(Writer&, models::Time before);

// One-time codes: first admin, invite, password reset. Single use, expire.
void insert_one_time_code(Writer&, std::string_view purpose, std::string_view code, models::AccountId,
                          models::Time expires_at);
std::optional<models::AccountId> use_one_time_code(Writer&, std::string_view purpose, std::string_view code,
                                                   models::Time now); // AccountId{} for "first_admin"
bool has_any_admin(Reader&);
// Active, beside this one; until the transaction ends no other one changes that.
bool has_other_admin(Writer&, models::AccountId);

} // namespace store
