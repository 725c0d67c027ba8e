#include "models/store/referral_rows.hpp"
#include "models/store/referrals.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace store {

namespace {

#define PARASOL_IS_OPEN "r.state NOT IN ('draft', 'closed', 'entered_in_error') "
#define PARASOL_OPEN_REFERRAL                                                                                \
    PARASOL_REFERRAL_COLUMNS ", d.sealed FROM referral r JOIN household_document d "                         \
                             "ON d.referral_id = r.id AND d.facts_version = r.facts_version "                \
                             "WHERE " PARASOL_IS_OPEN

constexpr Sql kList{"population.list", PARASOL_OPEN_REFERRAL "AND r.id > :after ORDER BY r.id LIMIT :limit"};
constexpr Sql kFind{"population.find", PARASOL_OPEN_REFERRAL "AND r.id = :id"};
constexpr Sql kConfirmed{"population.confirmed", PARASOL_OPEN_REFERRAL
                         "AND r.confirmed_at >= :from AND r.confirmed_at < :until ORDER BY r.id"};
constexpr Sql kClosed{
    "population.closed", PARASOL_REFERRAL_COLUMNS
    ", d.sealed FROM referral r JOIN household_document d "
    "ON d.referral_id = r.id AND d.facts_version = r.facts_version "
    "WHERE r.state = 'closed' AND r.erased_at IS NULL AND (r.reported_at, r.id) > (:at, :after) "
    "ORDER BY r.reported_at, r.id LIMIT :limit"};
constexpr Sql kCount{"population.count", "SELECT COUNT(*) FROM referral r WHERE " PARASOL_IS_OPEN};

#undef PARASOL_OPEN_REFERRAL
#undef PARASOL_IS_OPEN

// One that was tampered with is told by its absence; the others must not suffer.
std::optional<std::string> opened(Reader& db, const models::Referral& row, const std::string& sealed)
{
    try {
        return db.vault().unseal(sealed, place_of_document(row.id, row.facts_version));
    } catch (const SealBroken&) {
        return std::nullopt;
    }
}

std::vector<OpenReferral> all_of(Reader& db, const Sql& sql, const Params& params)
{
    std::vector<OpenReferral> rows;
    auto query = db.query(sql, params);
    std::string sealed;
    for (models::Referral row; next_referral(query, row, sealed);)
        rows.push_back({row, opened(db, row, sealed)});
    return rows;
}

} // namespace

std::vector<OpenReferral> list_open(Reader& db, models::ReferralId after, int limit)
{
    return all_of(db, kList, {{"after", after.value}, {"limit", std::clamp(limit, 1, 1'000)}});
}

std::vector<OpenReferral> list_closed(Reader& db, models::Time reported_after, models::ReferralId after,
                                      int limit)
{
    return all_of(db, kClosed,
                  {{"at", reported_after}, {"after", after.value}, {"limit", std::clamp(limit, 1, 1'000)}});
}

std::optional<OpenReferral> find_open(Reader& db, models::ReferralId id)
{
    auto rows = all_of(db, kFind, {{"id", id}});
    if (rows.empty()) return {};
    return std::move(rows.front());
}

std::vector<OpenReferral> list_confirmed(Reader& db, models::Time from, models::Time until)
{
    return all_of(db, kConfirmed, {{"from", from}, {"until", until}});
}

std::int64_t count_open(Reader& db)
{
    std::int64_t count{};
    auto query = db.query(kCount);
    query.next(count);
    return count;
}

} // namespace store
