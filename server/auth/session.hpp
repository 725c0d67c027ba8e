#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"

namespace server::auth {

// __Host-parasol over TLS; a plain name on http, which browsers accept on loopback only for our purpose.
std::string session_cookie_name(bool secure);
std::string session_cookie(bool secure, std::string_view token);
std::string ended_cookie(bool secure);

// What the account has shown of itself.
enum class Shown { password, second_factor };

// Signs an account in: a token of its own, never the one the browser came with, and the audit row. It leads
// to `location`, or to what the account sent after its last session.
struct Begun {
    std::string token, location;
};
Begun open_session(const Call&, store::Writer&, models::AccountId, std::string location, Shown);

// The same as a response that leads there and carries the cookie.
Response begin_session(const Call&, store::Writer&, models::AccountId, std::string location, Shown);

// A family that came with the code of its slip: no account, a session of its own.
inline constexpr std::chrono::minutes kFamilyIdle{15}, kFamilyAbsolute{120};
std::string begin_family_session(const Call&, store::Writer&,
                                 models::ReferralId);     // its token, for the cookie
Response end_family_session(const Call&, store::Writer&); // leads to /family

// Ends the session the call came with; the response leads to the sign-in page.
Response end_session(const Call&, store::Writer&);

} // namespace server::auth
