#include "models/store/holds.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

#define PARASOL_HOLD                                                                                         \
    "SELECT h.id, h.referral_id, h.reason_sealed, h.set_by, h.set_at, h.lifted_by, h.lifted_at, "            \
    "h.lifting_sealed, COALESCE(r.reference, '') FROM legal_hold h JOIN referral r ON r.id = h.referral_id "

constexpr Sql kSet{"legal_hold.set", R"sql(
    INSERT INTO legal_hold (id, referral_id, reason_sealed, set_by, set_at, lifting_sealed)
    VALUES (:id, :referral, :reason, :by, :at, '')
)sql"};

constexpr Sql kLift{"legal_hold.lift", R"sql(
    UPDATE legal_hold
       SET lifted_by = :by, lifted_at = :at, lifting_sealed = :lifting
     WHERE id = :id AND lifted_at IS NULL
)sql"};

constexpr Sql kFind{"legal_hold.find",
                    PARASOL_HOLD "WHERE h.referral_id = :referral AND h.lifted_at IS NULL"};
constexpr Sql kList{"legal_hold.list",
                    PARASOL_HOLD "WHERE r.village BETWEEN :low AND :high ORDER BY h.id DESC LIMIT 100"};

std::string place(models::LegalHoldId id, const char* part)
{
    return "legal_hold|" + models::to_text(id) + "|" + part;
}

std::vector<HoldRow> rows_of(Reader& db, const Sql& sql, const Params& params)
{
    std::vector<HoldRow> rows;
    auto query = db.query(sql, params);
    for (HoldRow row; query.next(row.id, row.referral, row.reason, row.set_by, row.set_at, row.lifted_by,
                                 row.lifted_at, row.lifting, row.reference);) {
        rows.push_back(row);
        rows.back().reason = db.vault().unseal_words(row.reason, place(row.id, "reason"));
        rows.back().lifting = db.vault().unseal_words(row.lifting, place(row.id, "lifting"));
    }
    return rows;
}

} // namespace

std::optional<models::LegalHoldId> set_hold(Writer& db, const HoldRow& row)
{
    if (find_hold(db, row.referral)) return {};
    const auto id = db.new_id<models::LegalHoldId>();
    db.change(kSet, {{"id", id},
                     {"referral", row.referral},
                     {"reason", db.vault().seal(row.reason, place(id, "reason"))},
                     {"by", row.set_by},
                     {"at", row.set_at}});
    return id;
}

bool lift_hold(Writer& db, const HoldRow& row)
{
    return db.change(kLift, {{"by", row.lifted_by},
                             {"at", row.lifted_at},
                             {"lifting", db.vault().seal(row.lifting, place(row.id, "lifting"))},
                             {"id", row.id}}) == 1;
}

std::optional<HoldRow> find_hold(Reader& db, models::ReferralId referral)
{
    auto rows = rows_of(db, kFind, {{"referral", referral}});
    if (rows.empty()) return {};
    return std::move(rows.front());
}

std::vector<HoldRow> list_holds(Reader& db, models::Area within)
{
    const auto [low, high] = codes_in(within);
    return rows_of(db, kList, {{"low", low}, {"high", high}});
}

} // namespace store
