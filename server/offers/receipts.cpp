#include "server/offers/receipts.hpp"
#include "models/store/clocks.hpp"
#include "models/store/offers.hpp"
#include "models/store/stock.hpp"
#include "server/offers/service.hpp"
#include "server/offers/told.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

bool may_confirm(Side side, DeliveryState from)
{
    return std::ranges::any_of(kDeliveryMoves, [&](const DeliveryMove& move) {
        return move.act == DeliveryAct::confirm && move.from == from && has_side(move.sides, side);
    });
}

std::optional<store::DeliveryRow> delivery_of(store::Reader& db, ReferralId referral, DeliveryId id)
{
    for (const auto& offer : store::offers_of(db, referral)) {
        const auto all = store::list_deliveries(db, offer.id);
        const auto found = std::ranges::find(all, id, &store::DeliveryRow::id);
        if (found != all.end()) return *found;
    }
    return {};
}

// Feedback has come once no delivery waits for a word; what is still to come has no clock of its own.
void stop_feedback(const Desk& desk, OfferId offer)
{
    const auto all = store::list_deliveries(desk.db, offer);
    const auto waits = [](const store::DeliveryRow& row) { return row.state == DeliveryState::recorded; };
    if (std::ranges::none_of(all, waits)) store::stop_clocks(desk.db, store::ClockNoun::offer, offer.value);
}

} // namespace

Result<bool> confirm_delivery(const Desk& desk, ReferralId id, DeliveryId delivery)
{
    const auto referral = referrals::find_in_scope(desk.db, desk.actor, id);
    const auto row = referral ? delivery_of(desk.db, id, delivery) : std::nullopt;
    if (!row) return refuse(Reason::not_found, "error.delivery.unknown");
    if (row->state == DeliveryState::confirmed) return true;
    if (row->state == DeliveryState::reversed) return refuse(Reason::wrong_state, "error.delivery.reversed");
    if (!may_confirm(side_of(desk.actor), row->state))
        return refuse(Reason::forbidden, "error.offer.not_yours");
    if (!store::save_delivery_state(desk.db, delivery, row->state, DeliveryState::confirmed))
        return refuse(Reason::stale, "error.offer.changed");
    stop_feedback(desk, row->offer);
    audit(desk, "delivery.confirm", to_text(row->offer), R"({"delivery":")" + to_text(delivery) + "\"}");
    return true;
}

Moved reverse_delivery(const Desk& desk, const SeenOffer& seen, DeliveryId id, const std::string& why)
{
    const auto side = side_of(desk.actor);
    auto row = opened(desk, seen, OfferAct::deliver, side);
    if (!row) return row;
    const auto delivery = store::find_delivery(desk.db, id);
    if (!delivery || delivery->offer != row->id) return refuse(Reason::not_found, "error.delivery.unknown");
    if (delivery->state == DeliveryState::reversed)
        return refuse(Reason::wrong_state, "error.delivery.reversed");
    if (row->unit == NeedUnit::fen) return refuse(Reason::wrong_state, "error.delivery.is_money");
    if (why.empty()) return refuse({{"error.delivery.why", "/note", {}}});
    if (!store::save_delivery_state(desk.db, id, delivery->state, DeliveryState::reversed))
        return refuse(Reason::stale, "error.offer.changed");
    store::take_back_stock(desk.db, id, desk.actor.account, desk.now);
    audit(desk, "delivery.reverse", to_text(row->id), R"({"delivery":")" + to_text(id) + "\"}");
    return moved(desk, *row, *row, {OfferAct::deliver, OfferState::delivering, side, kReversed, why});
}

} // namespace server::offers
