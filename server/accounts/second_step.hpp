#pragma once
#include "server/accounts/factors.hpp"
#include "server/auth/throttle.hpp"
#include "server/http/call.hpp"

// Inside the feature: between the password and the session.
namespace server::accounts {

// What follows a right password: a session, or the page that asks for the code, or the one that sets up the
// factor an account of this role has to have. Until then there is a ticket and nothing else.
Response after_password(const Call&, store::Writer&, models::AccountId, std::string place);

// The page on which a secret goes into an authenticator; `action` takes its code.
struct SettingUp {
    std::string ticket, login, secret, action;
    bool asks_reset = false; // for the administrator's code
};
Response setup_page(const Call&, const SettingUp&, const std::vector<models::Fault>& faults, int status);

// Ten codes, shown this once; `place` is where the reader goes on.
Response recovery_page(const Call&, const RecoveryCodes&, const std::string& place);

inline constexpr std::chrono::minutes kTicketLasts{10};

// The browser's form as it came: six digits, or a recovery code.
auth::CodeKind kind_of_code(std::string_view typed);

} // namespace server::accounts
