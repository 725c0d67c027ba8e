#include "models/store/referral_rows.hpp"
#include "models/store/site_days.hpp"

namespace store {

namespace {

constexpr Sql kAddPattern{"site_pattern.add", R"sql(
    INSERT INTO site_pattern (site_id, weekday, from_minute, until_minute, kind)
    VALUES (:site, :weekday, :from, :until, :kind)
    ON CONFLICT (site_id, weekday, from_minute, kind) DO NOTHING
)sql"};
constexpr Sql kRemovePattern{"site_pattern.remove", R"sql(
    DELETE FROM site_pattern
     WHERE site_id = :site AND weekday = :weekday AND from_minute = :from AND kind = :kind
)sql"};
constexpr Sql kPattern{"site_pattern.of", R"sql(
    SELECT weekday, from_minute, until_minute, kind
      FROM site_pattern
     WHERE site_id = :site
     ORDER BY weekday, from_minute, kind
)sql"};

constexpr Sql kInsert{"site_session.insert", R"sql(
    INSERT INTO site_session (id, site_id, on_day, from_minute, until_minute, kind, state, sheet, version)
    VALUES (:id, :site, :on, :from, :until, :kind, :state, 0, 1)
    ON CONFLICT (site_id, on_day, from_minute, kind) DO NOTHING
)sql"};
constexpr Sql kTaken{"site_session.taken", R"sql(
    SELECT id FROM site_session
     WHERE site_id = :site AND on_day = :on AND from_minute = :from AND kind = :kind AND id <> :id
)sql"};
constexpr Sql kSave{"site_session.save", R"sql(
    UPDATE site_session
       SET on_day = :on, from_minute = :from, until_minute = :until, kind = :kind, state = :state, sheet = :sheet,
           version = version + 1
     WHERE id = :id AND version = :version
)sql"};

#define PARASOL_SESSION                                                                                      \
    "SELECT id, site_id, on_day, from_minute, until_minute, kind, state, sheet, version FROM site_session "
constexpr Sql kFind{"site_session.find", PARASOL_SESSION "WHERE id = :id AND site_id = :site"};
constexpr Sql kBetween{"site_session.between",
                       PARASOL_SESSION "WHERE site_id = :site AND on_day >= :from AND on_day < :until "
                                       "ORDER BY on_day, from_minute, kind"};

constexpr Sql kBySite{"site_session.by_site", R"sql(
    SELECT n.site_id, COUNT(*)
      FROM site s
      JOIN program p ON p.id = s.program_id
      JOIN site_session n ON n.site_id = s.id AND n.on_day = :day
     WHERE p.organization_id = :organization OR s.area BETWEEN :low AND :high
     GROUP BY n.site_id
)sql"};

std::vector<SiteSessionRow> rows_in(Query&& query)
{
    std::vector<SiteSessionRow> all;
    for (SiteSessionRow row; query.next(row.id, row.site, row.on, row.hours.from, row.hours.until, row.kind,
                                        row.state, row.sheet, row.version);)
        all.push_back(row);
    return all;
}

} // namespace

bool add_pattern(Writer& db, models::SiteId site, const PatternRow& row)
{
    return db.change(kAddPattern, {{"site", site},
                                   {"weekday", row.weekday},
                                   {"from", row.hours.from},
                                   {"until", row.hours.until},
                                   {"kind", row.kind}}) == 1;
}

bool remove_pattern(Writer& db, models::SiteId site, const PatternRow& row)
{
    return db.change(
               kRemovePattern,
               {{"site", site}, {"weekday", row.weekday}, {"from", row.hours.from}, {"kind", row.kind}}) == 1;
}

std::vector<PatternRow> pattern_of(Reader& db, models::SiteId site)
{
    std::vector<PatternRow> all;
    auto query = db.query(kPattern, {{"site", site}});
    for (PatternRow row; query.next(row.weekday, row.hours.from, row.hours.until, row.kind);)
        all.push_back(row);
    return all;
}

std::optional<models::SiteSessionId> insert_site_session(Writer& db, const SiteSessionRow& row)
{
    const auto id = db.new_id<models::SiteSessionId>();
    const auto made = db.change(kInsert, {{"id", id},
                                          {"site", row.site},
                                          {"on", row.on},
                                          {"from", row.hours.from},
                                          {"until", row.hours.until},
                                          {"kind", row.kind},
                                          {"state", row.state}});
    return made == 1 ? std::optional(id) : std::nullopt;
}

SaveSiteSession save_site_session(Writer& db, const SiteSessionRow& row)
{
    models::SiteSessionId other;
    {
        auto taken = db.query(kTaken, {{"site", row.site},
                                       {"on", row.on},
                                       {"from", row.hours.from},
                                       {"kind", row.kind},
                                       {"id", row.id}});
        if (taken.next(other)) return SaveSiteSession::taken;
    }
    const auto saved = db.change(kSave, {{"on", row.on},
                                         {"from", row.hours.from},
                                         {"until", row.hours.until},
                                         {"kind", row.kind},
                                         {"state", row.state},
                                         {"sheet", row.sheet},
                                         {"id", row.id},
                                         {"version", row.version}});
    return saved == 1 ? SaveSiteSession::saved : SaveSiteSession::stale;
}

std::optional<SiteSessionRow> find_site_session(Reader& db, models::SiteId site, models::SiteSessionId id)
{
    auto found = rows_in(db.query(kFind, {{"id", id}, {"site", site}}));
    if (found.empty()) return {};
    return found.front();
}

std::vector<SiteSessionRow> site_sessions_between(Reader& db, models::SiteId site, models::Date from,
                                                  models::Date until)
{
    return rows_in(db.query(kBetween, {{"site", site}, {"from", from}, {"until", until}}));
}

std::map<models::SiteId, std::int64_t> sessions_by_site(Reader& db, models::OrganizationId organization,
                                                        models::Area area, models::Date day)
{
    const auto [low, high] = area ? codes_in(area) : std::pair<std::int64_t, std::int64_t>{1, 0};
    std::map<models::SiteId, std::int64_t> counts;
    auto query =
        db.query(kBySite, {{"day", day}, {"organization", organization}, {"low", low}, {"high", high}});
    models::SiteId site;
    for (std::int64_t count{}; query.next(site, count);) counts.emplace(site, count);
    return counts;
}

} // namespace store
