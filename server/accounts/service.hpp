#pragma once
#include "models/account.hpp"
#include "models/result.hpp"
#include "models/store/accounts.hpp"
#include <string>
#include <vector>

// The rules about accounts; no HTTP, no HTML.
namespace server::accounts {

// What an administrator typed about an account.
struct Wish {
    std::string login, name, role, area, organization; // area: code; organization: id
    bool active = true, lead = false;
};

// The account it describes. An officer needs an area of the role's level that exists, a charity account an
// organization; others have neither. All faults at once: error.account.*.
models::Result<store::AccountRow> read_wish(store::Reader&, const models::Divisions&, const Wish&);

// A login not yet taken; then the one-time code for its first password, good for a day.
struct Invited {
    models::AccountId account;
    std::string login, code;
};
models::Result<Invited> invite(store::Writer&, const models::Actor& by, store::AccountRow, models::Time now);

// Guarded by the version seen. Ends the account's sessions when it is disabled or changes its role or place.
models::Result<store::AccountRow> save(store::Writer&, const models::Actor& by, store::AccountRow,
                                       models::Time now);

// A code for a new password of an account that has one; its sessions end when the code is used.
models::Result<Invited> issue_code(store::Writer&, const models::Actor& by, models::AccountId,
                                   models::Time now);

// Uses a code and sets the password; nothing: unknown, used or expired.
std::optional<models::AccountId> set_first_password(store::Writer&, std::string_view code,
                                                    std::string_view hash, models::Time now);

// The first administrator, by the code printed at the first start. Nothing: the code does not fit, or there
// is one already.
std::optional<models::AccountId> make_first_admin(store::Writer&, std::string_view code, std::string login,
                                                  std::string name, std::string hash, models::Time now);

// Faults at /password and /again: length, the login in it, often used, not the same twice.
std::vector<models::Fault> faults_of_password(std::string_view password, std::string_view again,
                                              std::string_view login);
std::optional<models::Fault> fault_of_login(std::string_view login);

inline constexpr std::chrono::hours kCodeLasts{24};

} // namespace server::accounts
