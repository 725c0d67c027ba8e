#pragma once
#include "server/auth/guard.hpp"
#include "tests/support/world.hpp"

// Somebody at the gate: routes of each kind, and calls with a session or a token.
namespace gate {

using namespace server;

extern const Route kLook, kChange, kDecide, kSignIn, kApiLook, kApiChange, kApiScore;

struct Gate : support::World {
    Gate();
    std::string session(const models::Actor&); // a new one; what its cookie carries
    std::string csrf_of(const std::string& session) const;
    std::string token(const models::Actor&, bool may_write, models::Time expires_at);

    // A call as net would hand it over: nobody yet, with this cookie.
    Call with(const std::string& session, const Route&, support::Fields form = {});
    // The same, with the form's token of that session.
    Call with_form(const std::string& session, const Route&);
    Call by_token(const std::string& token, const Route&);

    auth::Admission admit(Call&, const Route&);
    int status(Call, const Route&); // 200: let in
};

} // namespace gate
