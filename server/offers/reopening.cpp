#include "models/store/capacity.hpp"
#include "server/offers/moves.hpp"
#include "server/offers/offering.hpp"
#include "server/offers/service.hpp"
#include <algorithm>

// lifecycle.md "reopen" of an offer: help that was said to be done and, as a complaint found, was not.
namespace server::offers {

using namespace models;

namespace {

std::optional<Refusal> bar(const Desk& desk, const OfferRow& row, const Referral& referral, const Need& need)
{
    const auto no = [](const char* key) { return refuse(Reason::wrong_state, key).error(); };
    if (!is_live(referral.state)) return no("error.offer.reopen.referral");
    const auto consents = store::list_consents(desk.db, row.referral);
    if (!consent_for(consents, row.organization, row.need_type, row.member, day_of(desk.now)))
        return no("error.offer.consent_over");
    store::hold_capacity(desk.db, row.program); // a twin may be another referral's
    if (has_twin(desk.db, row)) return no("error.offer.twin");
    if (need.state == NeedState::closed) return no("error.offer.reopen.need_closed");
    // What it delivered is promised already: nothing more is, unless the need has shrunk since.
    if (need.assessed.value_or(0) < need.government_aid + need.promised)
        return no("error.offer.nothing_left");
    return {};
}

bool are_recorded(store::Reader& db, OfferId offer, const std::vector<DeliveryId>& undone)
{
    const auto all = store::list_deliveries(db, offer);
    return !undone.empty() && std::ranges::all_of(undone, [&](DeliveryId id) {
        const auto at = std::ranges::find(all, id, &store::DeliveryRow::id);
        return at != all.end() && at->state != DeliveryState::reversed;
    });
}

std::optional<Refusal> open_need(const Desk& desk, Referral& referral, Household household, NeedId id)
{
    auto& need = *std::ranges::find(household.needs, id, &Need::id);
    if (need.state == NeedState::open) return {};
    need.state = NeedState::open;
    referrals::save_facts(desk, referral, std::move(household));
    if (!store::save_referral(desk.db, referral, desk.now))
        return refuse(Reason::stale, "error.referral.changed").error();
    ++referral.version;
    return {};
}

void reverse(const Desk& desk, const OfferRow& row, const std::vector<DeliveryId>& undone)
{
    for (const auto& delivery : store::list_deliveries(desk.db, row.id)) {
        if (std::ranges::find(undone, delivery.id) == undone.end()) continue;
        store::save_delivery_state(desk.db, delivery.id, delivery.state, DeliveryState::reversed);
        audit(desk, "delivery.reverse", to_text(row.id), R"({"delivery":")" + to_text(delivery.id) + "\"}");
    }
}

} // namespace

std::optional<store::ObjectionRow> complaint_to_mend(store::Reader& db, const OfferRow& row)
{
    if (after(row.state, OfferAct::reopen).empty()) return {};
    std::optional<Time> mended;
    for (const auto& move : store::list_offer_moves(db, row.id))
        if (move.act == OfferAct::reopen) mended = move.at;
    for (auto& objection : store::objections_of(db, row.referral))
        if (objection.about == ObjectionAbout::offer && objection.about_number == row.id.value &&
            objection.state == ObjectionState::upheld && (!mended || *mended < *objection.decided_at))
            return std::move(objection);
    return {};
}

Moved reopen_offer(const Desk& desk, const SeenOffer& seen, const std::vector<DeliveryId>& undone,
                   const std::string& why)
{
    auto row = opened(desk, seen, OfferAct::reopen, side_of(desk.actor));
    if (!row) return row;
    const auto complaint = complaint_to_mend(desk.db, *row);
    if (!complaint) return refuse(Reason::wrong_state, "error.offer.reopen.no_complaint");
    auto known = referrals::find_case(desk.db, desk.actor, row->referral);
    if (!known) return std::unexpected(known.error());
    const auto need = std::ranges::find(known->household().needs, row->need, &Need::id);
    if (need == known->household().needs.end())
        return refuse(Reason::wrong_state, "error.offer.reopen.need_closed");
    if (auto refusal = bar(desk, *row, known->referral, *need)) return std::unexpected(*std::move(refusal));
    std::vector<Fault> faults;
    if (!are_recorded(desk.db, row->id, undone))
        faults.push_back({"error.offer.reopen.undone", "/undone", {}});
    if (why.empty()) faults.push_back({"error.offer.reopen.why", "/note", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    if (auto refusal = open_need(desk, known->referral, known->household(), row->need))
        return std::unexpected(*std::move(refusal));
    running_plan(desk, row->referral);
    if (auto refusal = plan_referral(desk, known->referral)) return std::unexpected(*std::move(refusal));
    auto done = moved(desk, *row, *row,
                      {OfferAct::reopen, OfferState::delivering, Side::county, complaint->reference, why});
    if (done) reverse(desk, *done, undone);
    return done;
}

} // namespace server::offers
