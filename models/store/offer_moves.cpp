#include "models/store/offers.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace store {

namespace {

constexpr Sql kNextNumber{"offer_move.next_number",
                          "SELECT COALESCE(MAX(number), 0) + 1 FROM offer_move WHERE offer_id = :offer"};

constexpr Sql kInsert{"offer_move.insert", R"sql(
    INSERT INTO offer_move (offer_id, number, act, from_state, to_state, by_id, side, reason, note_sealed, units,
                            amount_fen, at)
    VALUES (:offer, :number, :act, :from, :to, :by, :side, :reason, :note, :units, :amount, :at)
)sql"};

constexpr Sql kList{"offer_move.list", R"sql(
    SELECT number, act, from_state, to_state, by_id, side, reason, note_sealed, units, amount_fen, at
      FROM offer_move
     WHERE offer_id = :offer
     ORDER BY number
)sql"};

constexpr Sql kInsertDelivery{"delivery.insert", R"sql(
    INSERT INTO delivery (id, offer_id, state, amount_fen, units, on_day, sealed, recorded_by, recorded_at)
    VALUES (:id, :offer, :state, :amount, :units, :on, :sealed, :by, :at)
)sql"};

#define PARASOL_DELIVERY                                                                                     \
    "SELECT id, offer_id, state, amount_fen, units, on_day, sealed, recorded_by, recorded_at FROM delivery "
constexpr Sql kListDeliveries{"delivery.list", PARASOL_DELIVERY "WHERE offer_id = :offer ORDER BY id"};
constexpr Sql kFindDelivery{"delivery.find", PARASOL_DELIVERY "WHERE id = :id"};
#undef PARASOL_DELIVERY

constexpr Sql kSaveDelivery{"delivery.save_state",
                            "UPDATE delivery SET state = :to WHERE id = :id AND state = :from"};

constexpr Sql kDelivered{"delivery.sum", R"sql(
    SELECT COALESCE(SUM(units), 0), COALESCE(SUM(amount_fen), 0)
      FROM delivery
     WHERE offer_id = :offer AND state <> 'reversed'
)sql"};

// What is promised: all of an offer that holds a promise, and what arrived of one that has ended.
#define PARASOL_IS_PROMISED "('offered', 'received', 'info_needed', 'accepted', 'delivering')"
#define PARASOL_HAS_ENDED                                                                                    \
    "('fulfilled', 'partly_fulfilled', 'declined', 'expired', 'withdrawn', 'consent_ended', 'failed', "      \
    "'passed_on')"
#define PARASOL_PROMISED                                                                                     \
    "SELECT o.referral_id, o.need_id, SUM(CASE WHEN o.state IN " PARASOL_IS_PROMISED " THEN o.units "        \
    "WHEN o.state IN " PARASOL_HAS_ENDED " THEN (SELECT COALESCE(SUM(d.units), 0) FROM delivery d "          \
    "WHERE d.offer_id = o.id AND d.state <> 'reversed') ELSE 0 END) FROM offer o "

constexpr Sql kPromisedOf{
    "offer.promised_of",
    PARASOL_PROMISED "WHERE o.referral_id = :referral GROUP BY o.referral_id, o.need_id ORDER BY o.need_id"};
constexpr Sql kPromisedBetween{"offer.promised_between",
                               PARASOL_PROMISED "WHERE o.referral_id > :after AND o.referral_id <= :upto "
                                                "GROUP BY o.referral_id, o.need_id "
                                                "ORDER BY o.referral_id, o.need_id"};

// The same by the last move before an instant.
constexpr Sql kPromisedAt{"offer.promised_at",
                          "SELECT o.referral_id, o.need_id, "
                          "SUM(CASE WHEN m.to_state IN " PARASOL_IS_PROMISED " THEN m.units "
                          "WHEN m.to_state IN " PARASOL_HAS_ENDED R"sql(
                    THEN (SELECT COALESCE(SUM(d.units), 0)
                            FROM delivery d
                           WHERE d.offer_id = o.id AND d.state <> 'reversed' AND d.recorded_at <= :at)
                    ELSE 0 END)
      FROM offer o
      JOIN offer_move m ON m.offer_id = o.id
     WHERE o.referral_id = :referral
       AND m.number = (SELECT MAX(number) FROM offer_move WHERE offer_id = o.id AND at <= :at)
     GROUP BY o.referral_id, o.need_id
     ORDER BY o.need_id
)sql"};

std::string place(models::OfferId offer, std::int64_t number)
{
    return "offer_move|" + models::to_text(offer) + "|" + std::to_string(number);
}
std::string place(models::DeliveryId id) { return "delivery|" + models::to_text(id); }

std::vector<Promised> promised(Reader& db, const Sql& sql, const Params& params)
{
    std::vector<Promised> rows;
    auto query = db.query(sql, params);
    for (Promised row; query.next(row.referral, row.need, row.units);) rows.push_back(row);
    return rows;
}

} // namespace

void insert_offer_move(Writer& db, const OfferMoveRow& move)
{
    std::int64_t number{};
    {
        auto query = db.query(kNextNumber, {{"offer", move.offer}});
        query.next(number);
    }
    const auto sealed =
        move.note.empty() ? std::string() : db.vault().seal(move.note, place(move.offer, number));
    db.change(kInsert, {{"offer", move.offer},
                        {"number", number},
                        {"act", move.act},
                        {"from", move.from},
                        {"to", move.to},
                        {"by", move.by},
                        {"side", move.side},
                        {"reason", move.reason},
                        {"note", sealed},
                        {"units", move.units},
                        {"amount", move.amount},
                        {"at", move.at}});
}

std::vector<OfferMoveRow> list_offer_moves(Reader& db, models::OfferId offer)
{
    std::vector<OfferMoveRow> rows;
    auto query = db.query(kList, {{"offer", offer}});
    std::int64_t number{};
    for (OfferMoveRow row{.offer = offer}; query.next(number, row.act, row.from, row.to, row.by, row.side,
                                                      row.reason, row.note, row.units, row.amount, row.at);) {
        rows.push_back(row);
        rows.back().note = db.vault().unseal_words(row.note, place(offer, number));
    }
    return rows;
}

models::DeliveryId insert_delivery(Writer& db, const DeliveryRow& row)
{
    const auto id = db.new_id<models::DeliveryId>();
    db.change(kInsertDelivery, {{"id", id},
                                {"offer", row.offer},
                                {"state", row.state},
                                {"amount", row.amount},
                                {"units", row.units},
                                {"on", row.on},
                                {"sealed", db.vault().seal(row.told, place(id))},
                                {"by", row.recorded_by},
                                {"at", row.recorded_at}});
    return id;
}

static std::vector<DeliveryRow> deliveries_in(const Vault& vault, Query&& query)
{
    std::vector<DeliveryRow> rows;
    for (DeliveryRow row; query.next(row.id, row.offer, row.state, row.amount, row.units, row.on, row.told,
                                     row.recorded_by, row.recorded_at);) {
        rows.push_back(row);
        rows.back().told = vault.unseal_words(row.told, place(row.id));
    }
    return rows;
}

std::vector<DeliveryRow> list_deliveries(Reader& db, models::OfferId offer)
{
    return deliveries_in(db.vault(), db.query(kListDeliveries, {{"offer", offer}}));
}

std::optional<DeliveryRow> find_delivery(Reader& db, models::DeliveryId id)
{
    auto rows = deliveries_in(db.vault(), db.query(kFindDelivery, {{"id", id}}));
    if (rows.empty()) return {};
    return std::move(rows.front());
}

bool save_delivery_state(Writer& db, models::DeliveryId id, models::DeliveryState from,
                         models::DeliveryState to)
{
    return db.change(kSaveDelivery, {{"id", id}, {"from", from}, {"to", to}}) == 1;
}

Delivered delivered_of(Reader& db, models::OfferId offer)
{
    Delivered delivered;
    auto query = db.query(kDelivered, {{"offer", offer}});
    query.next(delivered.units, delivered.amount);
    return delivered;
}

std::vector<Promised> promised_of(Reader& db, models::ReferralId referral)
{
    return promised(db, kPromisedOf, {{"referral", referral}});
}

std::vector<Promised> promised_at(Reader& db, models::ReferralId referral, models::Time at)
{
    return promised(db, kPromisedAt, {{"referral", referral}, {"at", at}});
}

std::vector<Promised> promised_between(Reader& db, models::ReferralId after, models::ReferralId upto)
{
    return promised(db, kPromisedBetween, {{"after", after.value}, {"upto", upto.value}});
}

} // namespace store
