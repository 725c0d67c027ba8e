#include "models/store/look_up.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/referrals.hpp"
#include "models/store/seal.hpp"
#include <algorithm>
#include <functional>
#include <set>

namespace store {

std::vector<std::int64_t> hits_of(Reader& db, models::Area area,
                                  const std::vector<std::vector<TokenText>>& groups);

namespace {

constexpr Sql kHits{"search_token.hits", "SELECT referral_id FROM search_token WHERE token = :token"};

// Counties in which a referral was ever reported: for a wider scope, the only ones worth hashing for.
constexpr Sql kCounties{"search_token.counties", R"sql(
    SELECT DISTINCT county FROM reference_counter WHERE county BETWEEN :low AND :high
)sql"};

std::vector<models::Area> counties_of(Reader& db, models::Area area)
{
    const auto county = models::part_of(area, models::AreaLevel::county);
    if (models::level_of(county) == models::AreaLevel::county) return {county};
    std::vector<models::Area> counties;
    const auto [low, high] = codes_in(area);
    auto query = db.query(kCounties, {{"low", low}, {"high", high}});
    for (models::Area found; query.next(found);) counties.push_back(found);
    return counties;
}

std::set<std::int64_t> hits_of_any(Reader& db, const std::vector<models::Area>& counties,
                                   const std::vector<TokenText>& texts)
{
    std::set<std::int64_t> ids;
    const auto key = look_up_key(db);
    for (const auto county : counties)
        for (const auto& [kind, text] : texts) {
            auto query = db.query(kHits, {{"token", db.vault().search_token(county, kind, text, key)}});
            for (std::int64_t id{}; query.next(id);) ids.insert(id);
        }
    return ids;
}

} // namespace

std::vector<std::int64_t> hits_of(Reader& db, models::Area area,
                                  const std::vector<std::vector<TokenText>>& groups)
{
    const auto counties = counties_of(db, area);
    std::vector<std::int64_t> hits;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto ids = hits_of_any(db, counties, groups[i]);
        if (i == 0)
            hits.assign(ids.begin(), ids.end());
        else
            std::erase_if(hits, [&](std::int64_t id) { return !ids.contains(id); });
    }
    std::ranges::sort(hits, std::greater<>{});
    if (hits.size() > kMostHits) hits.resize(kMostHits);
    return hits;
}

} // namespace store
