#pragma once
#include "models/account.hpp"
#include "models/result.hpp"
#include "models/store/accounts.hpp"
#include <string>
#include <vector>

// The rules about accounts; no HTTP, no HTML.
namespace server::accounts {

// An administrator manages all accounts, a charity's manager those of its organization; nobody (the command
// line, the demo) all. What is out of reach is not there.
bool may_manage(const models::Actor& by, const models::Actor& whose);
std::optional<store::AccountRow> find_managed(store::Reader&, const models::Actor& by, models::AccountId);
std::vector<store::AccountRow> list_managed(store::Reader&, const models::Actor& by, models::AccountId after,
                                            int limit);
std::vector<models::Role> roles_given_by(const models::Actor& by);

// What was typed about an account.
struct Wish {
    std::string login, name, role, area, organization; // area: code; organization: id
    bool active = true, lead = false;
};

// The same within what `by` may give: a manager's own organization, and no role beyond its own.
Wish within_reach(const models::Actor& by, Wish);

// The account it describes. An officer needs an area of the role's level that exists, a charity account an
// organization; others have neither. All faults at once: error.account.*.
models::Result<store::AccountRow> read_wish(store::Reader&, const models::Divisions&, const Wish&);

// A login not yet taken and a place within reach; then the one-time code for its first password, good for a
// day.
struct Invited {
    models::AccountId account;
    std::string login, code;
};
models::Result<Invited> invite(store::Writer&, const models::Actor& by, store::AccountRow, models::Time now);

// The first account of an organization, by the county officer who registered it: its manager. Refused when it
// has accounts already: they invite one another.
models::Result<Invited> invite_first_manager(store::Writer&, const models::Actor& by, models::OrganizationId,
                                             std::string login, std::string name, models::Time now);

// Guarded by the version seen. Ends the account's sessions when it is disabled or changes its role or place.
// Nobody disables the own account or changes its role, and the last administrator stays.
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
