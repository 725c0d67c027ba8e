#include "models/store/look_up.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/referrals.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace store {

// search.cpp: the ids whose tokens fit, newest first.
std::vector<std::int64_t> hits_of(Reader& db, models::Area area,
                                  const std::vector<std::vector<TokenText>>& groups);

namespace {

// One statement for every filter: an absent one is NULL.
#define PARASOL_REFERRAL_FILTER_BY(VILLAGE)                                                                  \
    "FROM referral r WHERE " PARASOL_REFERRAL_VISIBLE_BY(VILLAGE) PARASOL_REFERRAL_FILTERS
#define PARASOL_REFERRAL_FILTER PARASOL_REFERRAL_FILTER_BY("r.village")
#define PARASOL_REFERRAL_FILTERS                                                                             \
    R"sql(
       AND (CAST(:state AS TEXT) IS NULL OR r.state = :state)
       AND (CAST(:kind AS TEXT) IS NULL OR r.kind = :kind)
       AND (:only_open = 0 OR (r.state <> 'closed' AND r.state <> 'entered_in_error'))
       AND (CAST(:need AS TEXT) IS NULL
            OR EXISTS (SELECT 1 FROM need n WHERE n.referral_id = r.id AND n.type = :need))
)sql"

constexpr Sql kList{"referral.list", PARASOL_REFERRAL_COLUMNS PARASOL_REFERRAL_FILTER
                    "AND r.id < :before ORDER BY r.id DESC LIMIT :limit"};
// Above the county SQLite walks down the ids until the page is full, instead of sorting all that lies in the
// villages: the plus hides the column from its choice of index.
constexpr Sql kListWide{"referral.list_wide",
                        PARASOL_REFERRAL_COLUMNS PARASOL_REFERRAL_FILTER_BY(
                            "+r.village") "AND r.id < :before ORDER BY r.id DESC LIMIT :limit"};
constexpr Sql kOne{"referral.list_one", PARASOL_REFERRAL_COLUMNS PARASOL_REFERRAL_FILTER "AND r.id = :id"};
constexpr Sql kCount{"referral.count",
                     "SELECT COUNT(*) FROM (SELECT 1 " PARASOL_REFERRAL_FILTER "LIMIT 10000) AS counted"};

#undef PARASOL_REFERRAL_FILTERS
#undef PARASOL_REFERRAL_FILTER
#undef PARASOL_REFERRAL_FILTER_BY

constexpr Sql kSameHousehold{"referral.same_household", PARASOL_REFERRAL_COLUMNS R"sql(
      FROM blind_index b
      JOIN referral r ON r.id = b.referral_id
     WHERE b.digest = :digest AND r.id <> :not_this
       AND r.state NOT IN ('draft', 'closed', 'entered_in_error')
     ORDER BY r.id DESC
     LIMIT 10
)sql"};

models::Area area_of(const Scope& scope, const ReferralFilter& filter)
{
    return filter.within && models::covers(scope.area, filter.within) ? filter.within : scope.area;
}

Params filter_params(const Scope& scope, const ReferralFilter& filter)
{
    const auto [low, high] = codes_in(area_of(scope, filter));
    const auto need = filter.need_type.empty() ? Value(nullptr) : Value(filter.need_type);
    return {{"low", low},
            {"high", high},
            {"account", scope.account},
            {"state", filter.state},
            {"kind", filter.kind},
            {"only_open", filter.only_open},
            {"need", need}};
}

std::vector<models::Referral> all_of(Query&& query)
{
    std::vector<models::Referral> rows;
    for (models::Referral row; next_referral(query, row);) rows.push_back(row);
    return rows;
}

// The hits that the filter lets through, below the cursor, at most `limit`.
std::vector<models::Referral> found(Reader& db, const Scope& scope, const ReferralFilter& filter,
                                    std::int64_t before, std::size_t limit)
{
    std::vector<models::Referral> rows;
    auto params = filter_params(scope, filter);
    params.push_back({"id", std::int64_t{}});
    for (const auto id : hits_of(db, area_of(scope, filter), filter.search)) {
        if (id >= before) continue;
        if (rows.size() == limit) break;
        params.back().value = id;
        for (auto& row : all_of(db.query(kOne, params))) rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<models::Referral> page_of(Reader& db, const Scope& scope, const ReferralFilter& filter,
                                      const PageOf& page)
{
    const auto before = page.before ? page.before.value : INT64_MAX;
    const auto limit = std::clamp(page.limit, 1, kMostRows);
    if (!filter.search.empty()) return found(db, scope, filter, before, static_cast<std::size_t>(limit));
    auto params = filter_params(scope, filter);
    params.push_back({"before", before});
    params.push_back({"limit", limit});
    const bool wide = models::level_of(area_of(scope, filter)) < models::AreaLevel::county;
    return all_of(db.query(wide ? kListWide : kList, params));
}

} // namespace

std::vector<models::Referral> list_referrals(Reader& db, const Scope& scope, const ReferralFilter& filter,
                                             const PageOf& page)
{
    auto rows = page_of(db, scope, filter, page);
    for (auto& row : rows) read_need_types(db, row);
    return rows;
}

std::int64_t count_referrals(Reader& db, const Scope& scope, const ReferralFilter& filter)
{
    if (!filter.search.empty())
        return static_cast<std::int64_t>(found(db, scope, filter, INT64_MAX, SIZE_MAX).size());
    std::int64_t count{};
    auto query = db.query(kCount, filter_params(scope, filter));
    query.next(count);
    return count;
}

std::vector<models::Referral> same_household_open(Reader& db, const std::vector<std::string>& ids,
                                                  models::ReferralId not_this)
{
    std::vector<models::Referral> rows;
    for (const auto& id : ids) {
        auto hits = all_of(
            db.query(kSameHousehold, {{"digest", person_digest(db, id)}, {"not_this", not_this.value}}));
        for (auto& row : hits)
            if (std::ranges::find(rows, row.id, &models::Referral::id) == rows.end())
                rows.push_back(std::move(row));
    }
    for (auto& row : rows) read_need_types(db, row);
    return rows;
}

} // namespace store
