#include "server/referrals/acts_pages.hpp"
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/objections.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/referrals/acts.hpp"
#include "server/referrals/offered.hpp"
#include "server/referrals/pages.hpp"
#include "server/referrals/views_acts.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::referrals {

using namespace models;

namespace {

Response refused_page(const Call& call, const Referral& referral, const Refusal& refusal)
{
    return page(call, "referrals/refused", refused_view(call, referral, refusal.faults),
                status_for(refusal.reason, false));
}

// Is this act offered to this person now? Otherwise why not.
std::optional<Refusal> objection_to(const Call& call, store::Reader& db, const Referral& referral,
                                    ReferralAct act)
{
    Actor reporter;
    if (const auto row = store::find_account(db, referral.reporter)) reporter = row->actor;
    const auto all = offered(call.actor, referral, reporter);
    const auto found = std::ranges::find(all, act, &Offered::act);
    if (found == all.end())
        return Refusal{Reason::wrong_state,
                       {{"error.referral.now." + std::string(name_of(referral.state)), "", {}}}};
    if (!found->barred.empty()) return Refusal{Reason::forbidden, {{found->barred, "", {}}}};
    if (waits_for_answer(act) && store::has_open_objection(db, referral.id))
        return Refusal{Reason::wrong_state, {{"error.objection.undecided", "", {}}}};
    return {};
}

// The last step, for who comes with a page that was opened before it.
std::vector<LogLine> last_change(store::Reader& db, ReferralId id)
{
    auto moves = store::list_moves(db, id);
    if (moves.empty()) return {};
    const auto by = store::find_account(db, moves.back().by);
    return {{std::move(moves.back()), by ? by->actor : Actor{}}};
}

// Faults of fields, a colleague who was faster and a box to tick are answered on the form, with what was
// typed.
bool is_mended_here(const Refusal& refusal)
{
    return refusal.reason == Reason::invalid || refusal.reason == Reason::stale ||
           !refusal.faults.front().pointer.empty();
}

Response answer_refusal(const Call& call, store::Writer& db, ReferralAct act, Case known,
                        const Refusal& refusal)
{
    const auto objection = objection_to(call, db, known.referral, act);
    if (objection) return refused_page(call, known.referral, *objection);
    if (!is_mended_here(refusal)) return refused_page(call, known.referral, refusal);
    const bool stale = refusal.reason == Reason::stale;
    const auto id = known.referral.id;
    const bool spot_check = is_spot_check(db, known.referral);
    return page(call, "referrals/act",
                act_view({call, std::move(known), act, spot_check, html::typed_of(call.form), refusal.faults,
                          stale ? last_change(db, id) : std::vector<LogLine>{}}),
                status_for(refusal.reason, false));
}

std::string path_after(ReferralAct act, ReferralId id)
{
    const std::string done = "?done=" + std::string(name_of(act));
    return act == ReferralAct::discard ? "/referrals" + done : "/referrals/" + to_text(id) + done;
}

} // namespace

Response show_act(const Call& call, store::Writer& db, ReferralAct act)
{
    auto known = case_in_path(call, db);
    if (!known) return refusal_response(call, known.error());
    const auto id = known->referral.id;
    if (const auto why = objection_to(call, db, known->referral, act))
        return refused_page(call, known->referral, *why);
    store::append_audit(db, {call.now, call.actor.account, "referral.read", to_text(id), ""});
    auto typed = presets(call, act, *known);
    const bool spot_check = is_spot_check(db, known->referral);
    return page(call, "referrals/act",
                act_view({call, *std::move(known), act, spot_check, std::move(typed), {}, {}}));
}

Response take_act(const Call& call, store::Writer& db, ReferralAct act)
{
    auto known = case_in_path(call, db);
    return run_once(call, db, [&]() -> Response {
        if (!known) return refusal_response(call, known.error());
        const Seen seen{known->referral.id, call.form.integer("version").value_or(0)};
        const auto done = perform(desk_of(call, db), seen, act, call.form, known->household());
        if (done) return see_other(path_after(act, seen.id));
        return answer_refusal(call, db, act, *std::move(known), done.error());
    });
}

Response take_answer(const Call& call, store::Writer& db)
{
    const auto known = case_in_path(call, db);
    return run_once(call, db, [&]() -> Response {
        if (!known) return refusal_response(call, known.error());
        const auto& referral = known->referral;
        const auto told = read_answer(call.form);
        if (!told) return refused_page(call, referral, told.error());
        const Seen seen{referral.id, call.form.integer("version").value_or(0)};
        const auto done = answer(desk_of(call, db), seen, *told);
        if (!done) return refused_page(call, referral, done.error());
        return see_other("/referrals/" + to_text(referral.id) + "?done=answer#matches");
    });
}

namespace {

Response reveal_form(const Call& call, const Case& known, const std::vector<Fault>& faults, int status)
{
    return page(call, "referrals/ask_reveal", ask_reveal_view(call, known, faults), status);
}

} // namespace

Response ask_reveal(const Call& call, store::Reader& db)
{
    const auto known = case_in_path(call, db);
    if (!known) return refusal_response(call, known.error());
    return reveal_form(call, *known, {}, 200);
}

Response show_revealed(const Call& call, store::Writer& db)
{
    const auto known = case_in_path(call, db);
    if (!known) return refusal_response(call, known.error());
    const auto opened = reveal(desk_of(call, db), known->referral.id, call.form.text("reason"));
    if (!opened && opened.error().reason != Reason::invalid) return refusal_response(call, opened.error());
    if (!opened) return reveal_form(call, *known, opened.error().faults, 422);
    return page(call, "referrals/revealed", reveal_view(call, *opened));
}

} // namespace server::referrals
