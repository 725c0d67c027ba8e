#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/handlers.hpp"
#include "server/accounts/second_step.hpp"
#include "server/accounts/views.hpp"
#include "server/auth/session.hpp"
#include "server/auth/totp.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/problem.hpp"

// The second factor of one's own account: set up, replaced, recovery codes made anew.
namespace server::accounts {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::string_view kFactorFields[] = {"renew_code", "replace_code"};
constexpr auto kKeepHere = "/account/factor";

Response factor_page(const Call& call, store::Reader& db, const std::vector<Fault>& faults, int status)
{
    const auto id = call.actor.account;
    const auto factor = store::find_factor(db, id);
    auto view = with_problems(json::object(), call, faults, kFactorFields);
    json has = nullptr;
    if (factor)
        has = {{"since", html::day(call.language, day_of(factor->set_at))},
               {"left", html::whole_number(store::count_recovery_codes(db, id))},
               {"renew_code_problem", view["renew_code_problem"]},
               {"replace_code_problem", view["replace_code_problem"]}};
    return page(call, "accounts/factor", {{"summary", view["summary"]}, {"has", has}, {"none", !factor}},
                status);
}

// Asked for again before anything about the factor changes: an open session is not enough.
std::optional<Response> refuse_unproved(const Call& call, store::Writer& db, std::string_view field,
                                        bool& wrong)
{
    const auto id = call.actor.account;
    if (!store::find_factor(db, id)) return {};
    const auto typed = call.form.text(field);
    if (auto refused = auth::code_throttled(call, db, id, kind_of_code(typed))) return refused;
    wrong = prove(db, id, typed, call.now) == Proof::none;
    if (!wrong) return {};
    auth::count_wrong_code(call, db, id);
    store::append_audit(db, {call.now, id, "second_factor.failed", to_text(id), ""});
    return {};
}

SettingUp setting_up(const Call& call, store::Reader& db, std::string ticket, std::string secret)
{
    const auto account = store::find_account(db, call.actor.account).value();
    return {std::move(ticket), account.login, std::move(secret), kKeepHere};
}

std::optional<Response> begin_new(const Call& call, store::Reader*, store::Writer* db, std::any&)
{
    bool wrong = false;
    if (auto refused = refuse_unproved(call, *db, "replace_code", wrong)) return refused;
    if (wrong) return {};
    const auto ticket = store::random_token();
    const auto secret = auth::new_factor_secret();
    store::insert_ticket(*db, ticket, {call.actor.account, kKeepHere, secret}, call.now + kTicketLasts);
    return setup_page(call, setting_up(call, *db, ticket, secret), {}, 200);
}

std::optional<Response> show_wrong_replace(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    return factor_page(call, *db, {{"error.factor.code", "/replace_code", {}}}, 422);
}

std::optional<store::TicketRow> own_ticket(const Call& call, store::Reader& db)
{
    auto row = store::find_ticket(db, call.form.text("ticket"), call.now);
    if (!row || row->account != call.actor.account || row->secret.empty() || row->place != kKeepHere)
        return {};
    return row;
}

Response too_late(const Call& call)
{
    return refusal_response(call, {Reason::wrong_state, {{"error.factor.ticket", "", {}}}});
}

// All other sessions end; this one goes on, now with the factor.
std::optional<Response> keep(const Call& call, store::Reader*, store::Writer* db, std::any&)
{
    const auto row = own_ticket(call, *db);
    if (!row) return too_late(call);
    const auto id = row->account;
    if (auto refused = auth::code_throttled(call, *db, id, auth::CodeKind::one_time)) return refused;
    const auto codes = set_factor(*db, id, row->secret, call.form.text("code"), call.now);
    if (!codes) {
        auth::count_wrong_code(call, *db, id);
        return {};
    }
    if (!store::end_ticket(*db, call.form.text("ticket"))) return too_late(call);
    store::end_sessions_of(*db, id);
    const auto begun = auth::open_session(call, *db, id, kKeepHere, auth::Shown::second_factor);
    auto inside = call;
    inside.csrf = db->vault().csrf_token(db->vault().session_hash(begun.token));
    auto response = recovery_page(inside, *codes, kKeepHere);
    response.cookies.push_back(auth::session_cookie(call.secure, begun.token));
    return response;
}

std::optional<Response> show_wrong_new(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    const auto row = own_ticket(call, *db);
    if (!row) return too_late(call);
    return setup_page(call, setting_up(call, *db, call.form.text("ticket"), row->secret),
                      {{"error.factor.code", "/code", {}}}, 422);
}

std::optional<Response> renew(const Call& call, store::Reader*, store::Writer* db, std::any&)
{
    bool wrong = !store::find_factor(*db, call.actor.account);
    if (auto refused = refuse_unproved(call, *db, "renew_code", wrong)) return refused;
    if (wrong) return {};
    return recovery_page(call, renew_recovery_codes(*db, call.actor.account, call.now), kKeepHere);
}

std::optional<Response> show_wrong_renew(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    return factor_page(call, *db, {{"error.factor.code", "/renew_code", {}}}, 422);
}

} // namespace

// GET /account/factor
Response show_own_factor(const Call& call, store::Reader& db) { return factor_page(call, db, {}, 200); }

// POST /account/factor/new
const Steps kNewFactor{{{LaneName::write, begin_new}, {LaneName::read, show_wrong_replace}}};

// POST /account/factor
const Steps kKeepFactor{{{LaneName::write, keep}, {LaneName::read, show_wrong_new}}};

// POST /account/factor/codes
const Steps kRenewCodes{{{LaneName::write, renew}, {LaneName::read, show_wrong_renew}}};

} // namespace server::accounts
