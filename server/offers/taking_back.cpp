#include "models/store/capacity.hpp"
#include "models/store/tasks.hpp"
#include "server/offers/moves.hpp"
#include "server/offers/service.hpp"
#include "server/offers/told.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

// One's own last act, not yet older than it may be, with a way back.
std::optional<store::OfferMoveRow> undoable(store::Reader& db, const Actor& actor, const OfferRow& row,
                                            Time now)
{
    auto moves = store::list_offer_moves(db, row.id);
    if (moves.empty()) return {};
    auto& last = moves.back();
    const bool known = std::ranges::any_of(take_backs(), [&](const TakeBack& back) {
        return back.undone == last.act && back.from == last.to && last.from == back.to;
    });
    if (!known || last.reason == kTakenBack || last.by != actor.account || now >= last.at + kTakeBack)
        return {};
    if (last.act == OfferAct::accept && row.fields_opened_at) return {};
    return std::move(last);
}

// The amount that stood before the act.
void restore_amounts(store::Reader& db, OfferRow& row)
{
    const auto moves = store::list_offer_moves(db, row.id);
    if (moves.size() < 2) return;
    row.units = moves[moves.size() - 2].units;
    row.amount = moves[moves.size() - 2].amount;
}

// What must hold of an offer that stands as before: others may have taken meanwhile what it left.
std::optional<Refusal> bar(const Desk& desk, const OfferRow& before, const OfferRow& row, OfferState to)
{
    if (to == OfferState::draft) return {};
    const auto no = [](const char* key) { return refuse(Reason::wrong_state, key).error(); };
    const auto consents = store::list_consents(desk.db, row.referral);
    if (!consent_for(consents, row.organization, row.need_type, row.member, day_of(desk.now)))
        return no("error.offer.consent_over");
    const auto referral = store::find_referral(desk.db, {row.village, {}}, row.referral);
    if (!referral || !is_live(referral->state)) return no("error.offer.referral_over");
    store::hold_capacity(desk.db, row.program); // a twin may be another referral's
    if (is_end(before.state) && has_twin(desk.db, row)) return no("error.offer.twin");
    const auto more = row.units - (holds_promise(before.state) ? before.units : 0);
    if (more == 0) return {};
    const auto need = referrals::find_document(desk.db, *referral).body.household.needs;
    const auto at = std::ranges::find(need, row.need, &Need::id);
    if (at == need.end() || at->state != NeedState::open || residual_of(*at).value_or(0) < more)
        return no("error.offer.nothing_left");
    return {};
}

} // namespace

bool may_take_back(store::Reader& db, const Actor& actor, const OfferRow& row, Time now)
{
    return undoable(db, actor, row, now).has_value();
}

Moved take_back(const Desk& desk, const SeenOffer& seen)
{
    auto row = find_to_change(desk, seen.id);
    if (!row) return row;
    if (row->version != seen.version) return refuse(Reason::stale, "error.offer.changed");
    const auto last = undoable(desk.db, desk.actor, *row, desk.now);
    if (!last) return refuse(Reason::wrong_state, "error.offer.take_back.not_now");
    auto after = *row;
    restore_amounts(desk.db, after);
    after.decline_reason.reset();
    if (last->act == OfferAct::accept) after.accepted_at.reset();
    for (const auto kind : {TaskKind::follow_decline, TaskKind::narrow_area})
        store::end_tasks(desk.db, row->id, kind, desk.actor.account, desk.now);
    if (auto refusal = bar(desk, *row, after, *last->from)) return std::unexpected(*std::move(refusal));
    return moved(desk, *row, std::move(after), {last->act, *last->from, side_of(desk.actor), kTakenBack});
}

} // namespace server::offers
