#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"
#include "server/http/route.hpp"

// What stands before every handler, in the handler's own transaction.
namespace server::auth {

struct Admission {
    std::optional<Response> refused;
    bool seen_long_ago = false;            // the session's or token's last use is to be kept: keep_seen
    std::optional<models::AccountId> late; // the form came after this account's session had ended
};

// Finds who calls (session cookie; Bearer token under /api only; a session without the second factor that its
// role needs is nobody's), fills call.actor, csrf and kept, then
// checks the CSRF token, the origin, the token's scope and the route's permission, in this order.
Admission admit(Call& call, const Route& route, store::Reader& db);

// What the audit is told of an answer that keeps somebody out, where its handler told nothing:
// "access.denied", or "access.not_found" of what is not there for this caller (16.3.2 of OWASP ASVS 5.0). The
// subject is the route, for a path may hold anything.
std::optional<Note> denial(const Call&, const Route&, const Response&);

// Both in a small write job after the handler's own savepoint was kept or undone.
void keep_seen(const Call& call, store::Writer& db);
void keep_note(const Call& call, const Note& note, store::Writer& db);

// The same site: scheme and host of this very request.
bool is_own_origin(const Call& call, std::string_view origin);
bool changes_something(const Route& route);

} // namespace server::auth
