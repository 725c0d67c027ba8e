#include "models/store/stock.hpp"

namespace store {

using namespace models;

namespace {

constexpr Sql kInsert{"stock_item.insert", R"sql(
    INSERT INTO stock_item (id, organization_id, name, unit, quantity)
    VALUES (:id, :organization, :name, :unit, 0)
    ON CONFLICT (organization_id, name) DO NOTHING
)sql"};

#define PARASOL_STOCK_ITEM                                                                                   \
    "SELECT id, organization_id, name, unit, quantity FROM stock_item WHERE organization_id = "              \
    ":organization "
constexpr Sql kList{"stock_item.list", PARASOL_STOCK_ITEM "ORDER BY name"};
constexpr Sql kFind{"stock_item.find", PARASOL_STOCK_ITEM "AND id = :id"};
#undef PARASOL_STOCK_ITEM

constexpr Sql kMove{"stock_item.move", R"sql(
    UPDATE stock_item SET quantity = quantity + :quantity WHERE id = :item AND quantity + :quantity >= 0
)sql"};
constexpr Sql kInsertMove{"stock_move.insert", R"sql(
    INSERT INTO stock_move (id, item_id, act, quantity, delivery_id, moved_by, moved_at)
    VALUES (:id, :item, :act, :quantity, :delivery, :by, :at)
)sql"};
constexpr Sql kHandedOut{"stock_move.handed_out", R"sql(
    SELECT i.id, i.name, i.unit, -SUM(m.quantity)
      FROM stock_move m
      JOIN stock_item i ON i.id = m.item_id
     WHERE m.delivery_id = :delivery AND m.act = 'hand_out'
     GROUP BY i.id, i.name, i.unit
    HAVING SUM(m.quantity) < 0
     ORDER BY i.name, i.id
)sql"};

std::vector<StockItemRow> items_in(Query&& query)
{
    std::vector<StockItemRow> rows;
    for (StockItemRow row; query.next(row.id, row.organization, row.name, row.unit, row.quantity);)
        rows.push_back(row);
    return rows;
}

} // namespace

std::optional<StockItemId> insert_stock_item(Writer& db, const StockItemRow& row)
{
    const auto id = db.new_id<StockItemId>();
    const auto made = db.change(
        kInsert, {{"id", id}, {"organization", row.organization}, {"name", row.name}, {"unit", row.unit}});
    if (made != 1) return {};
    return id;
}

std::vector<StockItemRow> list_stock(Reader& db, OrganizationId organization)
{
    return items_in(db.query(kList, {{"organization", organization}}));
}

std::optional<StockItemRow> find_stock_item(Reader& db, OrganizationId organization, StockItemId id)
{
    auto rows = items_in(db.query(kFind, {{"organization", organization}, {"id", id}}));
    if (rows.empty()) return {};
    return std::move(rows.front());
}

bool move_stock(Writer& db, const StockMoveRow& row)
{
    if (db.change(kMove, {{"quantity", row.quantity}, {"item", row.item}}) != 1) return false;
    db.change(kInsertMove, {{"id", db.new_id<StockItemId>()},
                            {"item", row.item},
                            {"act", row.act},
                            {"quantity", row.quantity},
                            {"delivery", row.delivery},
                            {"by", row.by},
                            {"at", row.at}});
    return true;
}

std::vector<HandedOut> handed_out_with(Reader& db, DeliveryId delivery)
{
    std::vector<HandedOut> rows;
    auto query = db.query(kHandedOut, {{"delivery", delivery}});
    for (HandedOut row; query.next(row.item, row.name, row.unit, row.quantity);) rows.push_back(row);
    return rows;
}

void take_back_stock(Writer& db, DeliveryId delivery, AccountId by, Time now)
{
    for (const auto& out : handed_out_with(db, delivery))
        move_stock(db, {out.item, StockAct::hand_out, out.quantity, delivery, by, now});
}

} // namespace store
