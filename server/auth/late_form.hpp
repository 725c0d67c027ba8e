#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"
#include <optional>
#include <string>

// A form sent after its session had ended is not lost: it is kept, sealed, for the account whose session it
// was, and lies filled in on its page again when that account, and no other, has signed in.
namespace server::auth {

// Whose ended session this form came with; nobody: the session is unknown, or the form holds nothing to keep.
std::optional<models::AccountId> late_sender(const Call&, store::Reader&);

// `page` is the path and query of the page the form stands on.
void keep_late_form(const Call&, store::Writer&, models::AccountId, std::string page);

// After a sign-in: where the account's late form waits, for the session of this token; nothing: none does.
std::optional<std::string> place_of_late_form(store::Writer&, models::AccountId, std::string_view token);

// What call.kept is to be: the late form of this page and session.
std::shared_ptr<const KeptForm> late_form_of(const Call&, store::Reader&);

} // namespace server::auth
