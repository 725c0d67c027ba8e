#pragma once
#include "models/stock.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

struct StockItemRow {
    models::StockItemId id;
    models::OrganizationId organization;
    std::string name, unit; // "大米", "袋"
    std::int64_t quantity{};
};
// Nothing: the organization has an item of that name.
std::optional<models::StockItemId> insert_stock_item(Writer&, const StockItemRow&);
std::vector<StockItemRow> list_stock(Reader&, models::OrganizationId); // by name
std::optional<StockItemRow> find_stock_item(Reader&, models::OrganizationId, models::StockItemId);

struct StockMoveRow {
    models::StockItemId item;
    models::StockAct act{};
    std::int64_t quantity{};     // signed
    models::DeliveryId delivery; // handed out
    models::AccountId by;
    models::Time at{};
};
// Guarded: there is never less than nothing. false: there is not so much.
bool move_stock(Writer&, const StockMoveRow&);
// What went out with a delivery that is reversed comes back, as counter-entries of it.
void take_back_stock(Writer&, models::DeliveryId, models::AccountId by, models::Time now);
struct HandedOut {
    models::StockItemId item;
    std::string name, unit;
    std::int64_t quantity{}; // above zero
};
std::vector<HandedOut> handed_out_with(Reader&,
                                       models::DeliveryId); // one an item, by name; less what came back

} // namespace store
