#include "server/accounts/second_step.hpp"
#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/handlers.hpp"
#include "server/accounts/views.hpp"
#include "server/auth/permissions.hpp"
#include "server/auth/session.hpp"
#include "server/auth/totp.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/html/qr.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"

namespace server::accounts {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::string_view kCodeFields[] = {"code"};
constexpr std::string_view kSetupFields[] = {"code", "reset"};
constexpr auto kSetUpHere = "/sign-in/factor";

const std::vector<Fault> kWrongCode{{"error.factor.code", "/code", {}}};

std::string ticket_of(const Call& call) { return call.form.text("ticket"); }

Response code_page(const Call& call, store::Reader& db, AccountId id, const std::string& ticket,
                   const std::vector<Fault>& faults, int status)
{
    json demo = nullptr;
    const auto factor = store::find_factor(db, id);
    if (call.library->demo && call.local && factor) demo = {{"shown", code_to_show(*factor, call.now)}};
    return page(call, "accounts/second_step",
                with_problems({{"ticket", ticket}, {"demo", demo}}, call, faults, kCodeFields), status);
}

SettingUp setting_up(store::Reader& db, AccountId id, const std::string& ticket, const std::string& secret)
{
    const auto account = store::find_account(db, id);
    return {ticket, account ? account->login : "", secret, kSetUpHere, store::has_factor_reset(db, id)};
}

Response too_late(const Call& call)
{
    return refusal_response(call, {Reason::wrong_state, {{"error.factor.ticket", "", {}}}});
}

// A ticket for the code has no secret, one for setting up has one.
std::optional<store::TicketRow> ticket_for(const Call& call, store::Reader& db, bool setup)
{
    auto row = store::find_ticket(db, ticket_of(call), call.now);
    if (!row || row->secret.empty() == setup) return {};
    const auto account = store::find_account(db, row->account);
    if (!account || !account->active) return {};
    return row;
}

void note_failure(const Call& call, store::Writer& db, AccountId id)
{
    auth::count_wrong_code(call, db, id);
    store::append_audit(db, {call.now, id, "second_factor.failed", to_text(id), ""});
}

std::optional<Response> try_code(const Call& call, store::Reader*, store::Writer* db, std::any&)
{
    const auto row = ticket_for(call, *db, false);
    if (!row) return too_late(call);
    const auto typed = call.form.text("code");
    if (auto refused = auth::code_throttled(call, *db, row->account, kind_of_code(typed))) return refused;
    if (prove(*db, row->account, typed, call.now) == Proof::none) {
        note_failure(call, *db, row->account);
        return {};
    }
    if (!store::end_ticket(*db, ticket_of(call))) return too_late(call);
    return auth::begin_session(call, *db, row->account, row->place, auth::Shown::second_factor);
}

std::optional<Response> show_wrong_code(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    const auto row = ticket_for(call, *db, false);
    if (!row) return too_late(call);
    return code_page(call, *db, row->account, ticket_of(call), kWrongCode, 422);
}

// The call as it is once the session has begun: the page that answers it belongs to the account.
Call signed_in(const Call& call, store::Reader& db, AccountId id, const std::string& token)
{
    auto inside = call;
    inside.actor = store::find_account(db, id).value().actor;
    inside.csrf = db.vault().csrf_token(db.vault().session_hash(token));
    return inside;
}

bool may_set_up(const Call& call, store::Reader& db, AccountId id)
{
    return !store::has_factor_reset(db, id) ||
           store::fits_factor_reset(db, id, call.form.text("reset"), call.now);
}

std::optional<Response> try_setup(const Call& call, store::Reader*, store::Writer* db, std::any&)
{
    const auto row = ticket_for(call, *db, true);
    if (!row || store::find_factor(*db, row->account)) return too_late(call); // never one in place of another
    const auto id = row->account;
    if (auto refused = auth::code_throttled(call, *db, id, auth::CodeKind::one_time)) return refused;
    std::optional<RecoveryCodes> codes;
    if (may_set_up(call, *db, id)) codes = set_factor(*db, id, row->secret, call.form.text("code"), call.now);
    if (!codes) {
        note_failure(call, *db, id);
        return {};
    }
    if (!store::end_ticket(*db, ticket_of(call))) return too_late(call);
    store::end_sessions_of(*db, id);
    const auto begun = auth::open_session(call, *db, id, row->place, auth::Shown::second_factor);
    auto response = recovery_page(signed_in(call, *db, id, begun.token), *codes, begun.location);
    response.cookies.push_back(auth::session_cookie(call.secure, begun.token));
    response.account = id;
    return response;
}

std::optional<Response> show_wrong_setup(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    const auto row = ticket_for(call, *db, true);
    if (!row) return too_late(call);
    auto faults = kWrongCode;
    if (!may_set_up(call, *db, row->account)) faults = {{"error.account.code", "/reset", {}}};
    return setup_page(call, setting_up(*db, row->account, ticket_of(call), row->secret), faults, 422);
}

} // namespace

auth::CodeKind kind_of_code(std::string_view typed)
{
    return auth::plain_recovery_code(typed).size() == auth::kCodeDigits ? auth::CodeKind::one_time
                                                                        : auth::CodeKind::recovery;
}

Response setup_page(const Call& call, const SettingUp& what, const std::vector<Fault>& faults, int status)
{
    const auto address = auth::factor_address(what.login, what.secret);
    const auto drawing = html::qr_of(address);
    json view{{"ticket", what.ticket},
              {"action", what.action},
              {"secret", auth::in_groups(auth::base32(what.secret))},
              {"address", address},
              {"qr_size", std::to_string(drawing.size)},
              {"qr_path", drawing.path},
              {"asks_reset", what.asks_reset ? json{{"reset", call.form.text("reset")}} : json()}};
    view = with_problems(std::move(view), call, faults, kSetupFields);
    const auto problem = view["reset_problem"];
    view.erase("reset_problem");
    if (what.asks_reset) view["asks_reset"]["reset_problem"] = problem;
    return page(call, "accounts/factor_setup", view, status);
}

Response recovery_page(const Call& call, const RecoveryCodes& codes, const std::string& place)
{
    json rows = json::array();
    for (const auto& code : codes) rows.push_back({{"recovery", code}});
    return page(call, "accounts/recovery_codes",
                {{"codes", rows},
                 {"name", call.actor.name},
                 {"day", html::day(call.language, call.today())},
                 {"place", place}});
}

Response after_password(const Call& call, store::Writer& db, AccountId id, std::string place)
{
    const auto account = store::find_account(db, id).value();
    const bool has_factor = store::find_factor(db, id).has_value();
    if (!has_factor && !needs_second_factor(account.actor.role))
        return auth::begin_session(call, db, id, std::move(place), auth::Shown::password);
    const auto ticket = store::random_token();
    const auto secret = has_factor ? "" : auth::new_factor_secret();
    store::insert_ticket(db, ticket, {id, std::move(place), secret}, call.now + kTicketLasts);
    store::append_audit(db, {call.now, id, "sign_in.password_fits", to_text(id), ""});
    if (has_factor) return code_page(call, db, id, ticket, {}, 200);
    return setup_page(call, setting_up(db, id, ticket, secret), {}, 200);
}

// POST /sign-in/code
const Steps kSecondStep{{{LaneName::write, try_code}, {LaneName::read, show_wrong_code}}};

// POST /sign-in/factor
const Steps kSetUpFactor{{{LaneName::write, try_setup}, {LaneName::read, show_wrong_setup}}};

// Their pages opened again: the sign-in begins anew.
Response begin_again(const Call&, store::Reader&) { return see_other("/sign-in"); }

} // namespace server::accounts
