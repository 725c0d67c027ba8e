#include "server/stock/service.hpp"
#include "models/identity.hpp"
#include "models/store/consents.hpp"
#include "server/referrals/document.hpp"

namespace server::stock {

using namespace models;
using store::StockItemRow;

namespace {

void write_log(const Desk& desk, StockItemId item, StockAct act, std::int64_t quantity)
{
    audit(desk, "stock." + std::string(name_of(act)), to_text(item),
          R"({"quantity":)" + std::to_string(quantity) + "}");
}

Result<StockItemRow> item_of(const Desk& desk, StockItemId id)
{
    auto item =
        desk.actor.is_charity() ? store::find_stock_item(desk.db, desk.actor.organization, id) : std::nullopt;
    if (!item) return refuse(Reason::not_found, "error.stock.unknown");
    return *std::move(item);
}

bool is_quantity(const std::optional<std::int64_t>& quantity, std::int64_t least)
{
    return quantity && *quantity >= least && *quantity <= kMost;
}

std::string way_of(const store::DeliveryRow& row) { return offers::told_of(row).way; }

// One of the actor's organization that is not reversed.
Result<store::DeliveryRow> delivery_of(const Desk& desk, OfferId id, DeliveryId delivery)
{
    const auto offer = offers::find_in_scope(desk.db, desk.actor, id);
    auto row = store::find_delivery(desk.db, delivery);
    if (!offer || !desk.actor.is_charity() || !row || row->offer != id)
        return refuse(Reason::not_found, "error.delivery.unknown");
    if (row->state == DeliveryState::reversed) return refuse(Reason::wrong_state, "error.delivery.reversed");
    return *std::move(row);
}

} // namespace

Result<StockItemId> add_item(const Desk& desk, const std::string& name, const std::string& unit)
{
    constexpr std::size_t kMostName = 40, kMostUnit = 8; // characters
    std::vector<Fault> faults;
    if (name.empty() || count_characters(name) > kMostName)
        faults.push_back({"error.stock.name", "/name", {}});
    if (unit.empty() || count_characters(unit) > kMostUnit)
        faults.push_back({"error.stock.unit", "/unit", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    const auto id = store::insert_stock_item(desk.db, {{}, desk.actor.organization, name, unit, 0});
    if (!id) return refuse(Reason::invalid, "error.stock.twice", "/name");
    audit(desk, "stock.add_item", to_text(*id));
    return *id;
}

Result<bool> receive(const Desk& desk, StockItemId id, std::optional<std::int64_t> quantity)
{
    const auto item = item_of(desk, id);
    if (!item) return std::unexpected(item.error());
    if (!is_quantity(quantity, 1)) return refuse(Reason::invalid, "error.stock.quantity", "/quantity");
    store::move_stock(desk.db, {id, StockAct::receive, *quantity, {}, desk.actor.account, desk.now});
    write_log(desk, id, StockAct::receive, *quantity);
    return true;
}

Result<bool> count_anew(const Desk& desk, StockItemId id, const Counted& told)
{
    const auto item = item_of(desk, id);
    if (!item) return std::unexpected(item.error());
    if (!is_quantity(told.quantity, 0)) return refuse(Reason::invalid, "error.stock.quantity", "/quantity");
    const auto difference = *told.quantity - item->quantity;
    if (told.seen && *told.seen != item->quantity)
        return refuse(Reason::stale, "error.stock.changed", "/reason");
    if (difference != 0 && (!told.seen || !told.reason))
        return refuse(Reason::invalid, "error.stock.differs", "/reason");
    if (!store::move_stock(desk.db, {id, StockAct::count, difference, {}, desk.actor.account, desk.now}))
        return refuse(Reason::stale, "error.stock.changed", "/reason");
    const auto why = difference == 0 ? "" : R"(,"reason":")" + std::string(name_of(*told.reason)) + "\"";
    audit(desk, "stock.count", to_text(id), R"({"quantity":)" + std::to_string(difference) + why + "}");
    return true;
}

Result<bool> hand_out(const Desk& desk, OfferId offer, DeliveryId delivery, StockItemId id,
                      std::optional<std::int64_t> quantity)
{
    const auto row = delivery_of(desk, offer, delivery);
    if (!row) return std::unexpected(row.error());
    if (way_of(*row) != "goods") return refuse(Reason::wrong_state, "error.stock.no_goods");
    const auto item = item_of(desk, id);
    if (!item) return std::unexpected(item.error());
    if (!is_quantity(quantity, 1)) return refuse(Reason::invalid, "error.stock.quantity", "/quantity");
    if (!store::move_stock(desk.db,
                           {id, StockAct::hand_out, -*quantity, delivery, desk.actor.account, desk.now}))
        return refuse(Reason::full, "error.stock.too_little", "/quantity");
    write_log(desk, id, StockAct::hand_out, *quantity);
    return true;
}

Result<Slip> open_slip(const Desk& desk, OfferId id, DeliveryId delivery)
{
    auto row = delivery_of(desk, id, delivery);
    if (!row) return std::unexpected(row.error());
    auto goods = store::handed_out_with(desk.db, delivery);
    if (goods.empty()) return refuse(Reason::wrong_state, "error.stock.nothing_out");
    const auto offer = offers::find_in_scope(desk.db, desk.actor, id).value();
    if (!offers::may_see_family(desk.db, desk.actor, offer, day_of(desk.now)))
        return refuse(Reason::wrong_state, "error.offer.consent_over");
    auto opened = offers::open_family(desk, offer, "offer.file_opened", "visit");
    if (!opened) return std::unexpected(opened.error());
    return Slip{std::move(opened->offer), *std::move(row), std::move(goods), std::move(opened->consent),
                std::move(opened->household)};
}

} // namespace server::stock
