#include "server/auth/session.hpp"
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/query_codes.hpp"
#include "models/store/seal.hpp"
#include "server/auth/late_form.hpp"

namespace server::auth {

std::string session_cookie_name(bool secure) { return secure ? "__Host-parasol" : "parasol"; }

std::string session_cookie(bool secure, std::string_view token)
{
    return session_cookie_name(secure) + "=" + std::string(token) + "; Path=/; HttpOnly; SameSite=Lax" +
           (secure ? "; Secure" : "");
}

std::string ended_cookie(bool secure) { return session_cookie(secure, "") + "; Max-Age=0"; }

static void end_sessions_before(const Call& call, store::Writer& db)
{
    if (call.cookie_session.empty()) return;
    store::end_session(db, call.cookie_session);
    store::end_family_session(db, call.cookie_session);
}

std::string begin_family_session(const Call& call, store::Writer& db, models::ReferralId referral)
{
    end_sessions_before(call, db);
    auto token = store::random_token();
    store::insert_family_session(db, token, referral, call.now);
    store::append_audit(db, {call.now, {}, "family.sign_in", models::to_text(referral), ""});
    return token;
}

Response end_family_session(const Call& call, store::Writer& db)
{
    store::end_family_session(db, call.cookie_session);
    store::append_audit(db, {call.now, {}, "family.sign_out", models::to_text(call.actor.family), ""});
    auto response = see_other("/family");
    response.cookies.push_back(ended_cookie(call.secure));
    return response;
}

Begun open_session(const Call& call, store::Writer& db, models::AccountId account, std::string location,
                   Shown shown)
{
    end_sessions_before(call, db);
    auto token = store::random_token();
    store::insert_session(db, token, account, call.now);
    if (shown == Shown::second_factor) store::mark_factor(db, token, call.now);
    store::append_audit(db, {call.now, account, "sign_in.done", models::to_text(account), ""});
    auto place = place_of_late_form(db, account, token).value_or(std::move(location));
    return {std::move(token), std::move(place)};
}

Response begin_session(const Call& call, store::Writer& db, models::AccountId account, std::string location,
                       Shown shown)
{
    auto begun = open_session(call, db, account, std::move(location), shown);
    auto response = see_other(std::move(begun.location));
    response.cookies.push_back(session_cookie(call.secure, begun.token));
    response.account = account;
    return response;
}

Response end_session(const Call& call, store::Writer& db)
{
    store::end_session(db, call.cookie_session);
    const auto account = call.actor.account;
    store::append_audit(db, {call.now, account, "sign_in.ended", models::to_text(account), ""});
    auto response = see_other("/sign-in");
    response.cookies.push_back(ended_cookie(call.secure));
    return response;
}

} // namespace server::auth
