#include "server/auth/guard.hpp"
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/query_codes.hpp"
#include "models/store/seal.hpp"
#include "server/auth/late_form.hpp"
#include "server/auth/permissions.hpp"
#include "server/auth/session.hpp"
#include "server/config.hpp"
#include "server/http/decode.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/http/steps.hpp"
#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>

namespace server::auth {

using namespace models;

namespace {

constexpr std::chrono::minutes kSeenStep{1};    // last use is kept no finer than this
constexpr std::string_view kBearer = "bearer "; // in any case: RFC 9110, 11.1

struct Caller {
    Actor actor;
    Time seen_at{};
};

std::optional<Actor> active_actor(store::Reader& db, AccountId id)
{
    const auto account = store::find_account(db, id);
    if (!account || !account->active) return {};
    return account->actor;
}

std::optional<Caller> caller_by_session(const Call& call, store::Reader& db)
{
    if (call.cookie_session.empty() || call.has_new_cookie) return {};
    const auto session = store::find_session(db, call.cookie_session);
    if (!session) return {};
    static const Config kDefaults;
    const Config& config = call.library && call.library->config ? *call.library->config : kDefaults;
    if (call.now - session->seen_at > config.session_idle) return {};
    if (call.now - session->started_at > config.session_absolute) return {};
    const auto actor = active_actor(db, session->account);
    if (!actor || (needs_second_factor(actor->role) && !session->by_factor)) return {};
    return Caller{*actor, session->seen_at};
}

// A family's session opens its own referral's pages and nothing else; no other session opens these.
std::optional<Caller> caller_by_code(const Call& call, store::Reader& db)
{
    if (call.cookie_session.empty() || call.has_new_cookie) return {};
    const auto session = store::find_family_session(db, call.cookie_session);
    if (!session || call.now - session->seen_at > kFamilyIdle) return {};
    if (call.now - session->started_at > kFamilyAbsolute) return {};
    return Caller{{.area = session->village, .family = session->referral}, session->seen_at};
}

std::optional<store::TokenRow> token_of(const Call& call, store::Reader& db)
{
    const std::string_view text = call.authorization;
    if (!call.api || !boost::algorithm::istarts_with(text, kBearer)) return {};
    return store::find_token(db, text.substr(kBearer.size()), call.now);
}

std::optional<Caller> caller_by_token(const Call& call, store::Reader& db)
{
    const auto token = token_of(call, db);
    const auto actor = token ? active_actor(db, token->account) : std::nullopt;
    if (!actor) return {};
    Caller caller{*actor, token->last_used.value_or(Time{})};
    caller.actor.by_token = true;
    caller.actor.may_write = token->may_write;
    return caller;
}

std::optional<Caller> caller_of(const Call& call, const Route& route, store::Reader& db)
{
    if (route.can == Can::family) return caller_by_code(call, db);
    return call.authorization.empty() || !call.api ? caller_by_session(call, db) : caller_by_token(call, db);
}

bool is_same(std::string_view given, std::string_view expected)
{
    unsigned char difference = given.size() == expected.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(given.size(), expected.size()); ++i)
        difference |= static_cast<unsigned char>(given[i] ^ expected[i]);
    return difference == 0 && !expected.empty();
}

// A page's form carries the token; a script that calls the API with the cookie sends it as X-CSRF-Token.
bool comes_from_our_page(const Call& call)
{
    if (!call.origin.empty() && !is_own_origin(call, call.origin)) return false;
    const auto& site = call.sec_fetch_site;
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    return is_same(call.api ? call.csrf_header : call.form.text("csrf"), call.csrf);
}

Response refused_with_note(const Call& call, Response response, std::string event, std::string_view subject)
{
    response.note = Note{std::move(event), std::string(subject), call.actor.account};
    return response;
}

// Nobody has signed in: a page leads there and back again, the API says so.
Response ask_to_sign_in(const Call& call, bool late)
{
    if (call.api) {
        auto response = problem_response(call, 401);
        response.fields.emplace_back("WWW-Authenticate", "Bearer realm=\"parasol\"");
        return response;
    }
    if (late) return see_other("/sign-in?kept=1");
    if (call.verb != Verb::get || call.target == "/") return see_other("/sign-in");
    return see_other("/sign-in?back=" + percent_encoded(call.target));
}

// What a family wrote is sent on to the page that asks for its code, and comes back behind it (RFC
// 9110, 15.4.8).
Response ask_for_code(const Call& call)
{
    auto response = see_other("/family?ended=1");
    if (call.form.has("text")) response.status = 307;
    return response;
}

std::optional<Response> refusal(const Call& call, const Route& route, std::optional<AccountId>& late,
                                store::Reader& db)
{
    const bool checked = route.verb != Verb::get && !call.actor.by_token;
    if (checked && (!call.api || call.actor) && !comes_from_our_page(call))
        return refused_with_note(call,
                                 refusal_response(call, {Reason::forbidden, {{"error.form.csrf", "", {}}}}),
                                 "access.foreign_form", route.path);
    if (route.can == Can::anyone) return {};
    if (route.can == Can::family) return call.actor.family ? std::nullopt : std::optional(ask_for_code(call));
    if (!call.actor) {
        late = late_sender(call, db);
        return ask_to_sign_in(call, late.has_value());
    }
    const bool in_scope = call.actor.may_write || !changes_something(route);
    if (!in_scope || !allowed(call.actor.role, route.can))
        return refused_with_note(call, forbidden(call), "access.denied", route.path);
    return {};
}

} // namespace

bool changes_something(const Route& route)
{
    if (route.verb == Verb::get) return false;
    if (const auto* steps = std::get_if<const Steps*>(&route.handler))
        return std::ranges::any_of((*steps)->steps,
                                   [](const Step& step) { return step.lane == LaneName::write; });
    return std::holds_alternative<WritePage>(route.handler);
}

bool is_own_origin(const Call& call, std::string_view origin)
{
    return origin == (call.secure ? "https://" : "http://") + call.host;
}

Admission admit(Call& call, const Route& route, store::Reader& db)
{
    call.actor = {};
    auto caller = caller_of(call, route, db);
    if (caller) call.actor = caller->actor;
    if (!call.cookie_session.empty())
        call.csrf = db.vault().csrf_token(db.vault().session_hash(call.cookie_session));
    Admission admission;
    admission.refused = refusal(call, route, admission.late, db);
    if (!admission.refused) call.kept = late_form_of(call, db);
    admission.seen_long_ago = caller && call.now - caller->seen_at > kSeenStep;
    return admission;
}

std::optional<Note> denial(const Call& call, const Route& route, const Response& response)
{
    const bool kept_out = response.status == 403 || response.status == 404;
    if (!kept_out || response.note || !call.actor || route.can == Can::anyone) return response.note;
    return Note{response.status == 403 ? "access.denied" : "access.not_found", std::string(route.path),
                call.actor.account};
}

void keep_seen(const Call& call, store::Writer& db)
{
    if (call.actor.family) return store::touch_family_session(db, call.cookie_session, call.now);
    if (!call.actor.by_token) return store::touch_session(db, call.cookie_session, call.now);
    if (const auto token = token_of(call, db)) store::touch_token(db, token->id, call.now);
}

void keep_note(const Call& call, const Note& note, store::Writer& db)
{
    store::append_audit(db, {call.now, note.account, note.event, note.subject, ""});
}

} // namespace server::auth
