#pragma once
#include "models/store/stock.hpp"
#include "server/offers/service.hpp"

// Goods of one organization: what came in, what is there, and what went out with which delivery.
namespace server::stock {

inline constexpr std::int64_t kMost = 1'000'000; // of one item, at a time; whole ones of its unit

// Name and unit in the organization's own words. Faults at "/name", "/unit".
models::Result<models::StockItemId> add_item(const Desk&, const std::string& name, const std::string& unit);
// Faults at "/quantity".
models::Result<bool> receive(const Desk&, models::StockItemId, std::optional<std::int64_t> quantity);
// 盘点. What differs from the book is stored once it was shown (seen: the book then) and has a reason; until
// then: error.stock.differs, or error.stock.changed where the book has moved since, at "/reason".
struct Counted {
    std::optional<std::int64_t> quantity, seen;
    std::optional<models::CountReason> reason;
};
models::Result<bool> count_anew(const Desk&, models::StockItemId, const Counted&);

// With a delivery in goods of the actor's organization that stands; the delivery itself is recorded as any
// other. Faults at "/item", "/quantity"; there is not so much: error.stock.too_little.
models::Result<bool> hand_out(const Desk&, models::OfferId, models::DeliveryId, models::StockItemId,
                              std::optional<std::int64_t> quantity);

// 交接单: whom, what, when; opened for "visit" and logged as any opening of the consented fields.
struct Slip {
    store::OfferRow offer;
    store::DeliveryRow delivery;
    std::vector<store::HandedOut> goods;
    store::ConsentRow consent;
    models::Household household;
};
models::Result<Slip> open_slip(const Desk&, models::OfferId, models::DeliveryId);

} // namespace server::stock
