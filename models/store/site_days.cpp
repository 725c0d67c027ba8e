#include "models/store/site_days.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"

namespace store {

namespace {

#define PARASOL_SITE                                                                                         \
    "SELECT s.id, s.uuid, s.code, s.name, s.name_en, s.area, s.hours, s.active, c.places, "                  \
    "c.places - c.reserved - c.committed - c.used, p.id, p.organization_id, p.name, o.name, "                \
    "COALESCE(t.contact, ''), c.reserved, c.committed, COALESCE(t.version, 0) "                              \
    "FROM site s "                                                                                           \
    "JOIN program p ON p.id = s.program_id "                                                                 \
    "JOIN organization o ON o.id = p.organization_id "                                                       \
    "JOIN capacity c ON c.program_id = s.program_id AND c.site = s.code "                                    \
    "LEFT JOIN site_setting t ON t.site_id = s.id "

constexpr Sql kFind{"site.find", PARASOL_SITE "WHERE s.id = :id"};
constexpr Sql kOf{"site.of_organization", PARASOL_SITE
                  "WHERE p.organization_id = :organization AND s.active = 1 ORDER BY s.name, s.id"};
constexpr Sql kIn{"site.in_area",
                  PARASOL_SITE "WHERE s.area BETWEEN :low AND :high AND s.active = 1 ORDER BY s.area, s.id"};

constexpr Sql kBegin{"site_setting.begin", R"sql(
    INSERT INTO site_setting (site_id, contact, version) VALUES (:site, '', 0) ON CONFLICT (site_id) DO NOTHING
)sql"};
constexpr Sql kSave{"site_setting.save", R"sql(
    UPDATE site_setting SET contact = :contact, version = version + 1 WHERE site_id = :site AND version = :version
)sql"};
constexpr Sql kClose{"site_hours.close", "DELETE FROM site_hours WHERE site_id = :site"};
constexpr Sql kOpen{"site_hours.open", R"sql(
    INSERT INTO site_hours (site_id, weekday, from_minute, until_minute) VALUES (:site, :weekday, :from, :until)
)sql"};
constexpr Sql kHours{"site_hours.of", R"sql(
    SELECT weekday, from_minute, until_minute FROM site_hours WHERE site_id = :site ORDER BY weekday
)sql"};

constexpr Sql kAddStaff{"site_staff.insert", R"sql(
    INSERT INTO site_staff (id, site_id, account_id, sealed, role, added_by, added_at)
    VALUES (:id, :site, :account, :sealed, :role, :by, :at)
)sql"};
constexpr Sql kEndStaff{"site_staff.end", R"sql(
    UPDATE site_staff SET ended_at = :now WHERE id = :id AND site_id = :site AND ended_at IS NULL
)sql"};
constexpr Sql kStaff{"site_staff.of", R"sql(
    SELECT s.id, s.site_id, s.account_id, s.sealed, COALESCE(a.name, ''), s.role, s.added_by, s.added_at
      FROM site_staff s
      LEFT JOIN account a ON a.id = s.account_id
     WHERE s.site_id = :site AND s.ended_at IS NULL
     ORDER BY s.id
)sql"};
constexpr Sql kIsStaff{"site_staff.is", R"sql(
    SELECT id FROM site_staff WHERE site_id = :site AND account_id = :account AND ended_at IS NULL LIMIT 1
)sql"};

std::vector<SitePlace> places_in(Reader&, Query&& query)
{
    std::vector<SitePlace> places;
    for (SitePlace row;
         query.next(row.site.id, row.site.uuid, row.site.code, row.site.name, row.site.name_en, row.site.area,
                    row.site.hours, row.site.active, row.site.places, row.site.places_left, row.program,
                    row.organization, row.program_name, row.organization_name, row.contact, row.reserved,
                    row.committed, row.version);)
        places.push_back(row);
    return places;
}

std::string place(models::StaffId id) { return "site_staff|" + models::to_text(id) + "|name"; }

} // namespace

std::optional<SitePlace> find_site(Reader& db, models::SiteId id)
{
    auto found = places_in(db, db.query(kFind, {{"id", id}}));
    if (found.empty()) return {};
    return std::move(found.front());
}

std::vector<SitePlace> sites_of(Reader& db, models::OrganizationId organization)
{
    return places_in(db, db.query(kOf, {{"organization", organization}}));
}

std::vector<SitePlace> sites_in(Reader& db, models::Area area)
{
    const auto [low, high] = area ? codes_in(area) : std::pair<std::int64_t, std::int64_t>{0, INT64_MAX};
    return places_in(db, db.query(kIn, {{"low", low}, {"high", high}}));
}

bool save_site_setting(Writer& db, models::SiteId site, std::int64_t version, const std::string& contact,
                       const std::vector<OpenOn>& hours)
{
    db.change(kBegin, {{"site", site}});
    if (db.change(kSave, {{"contact", contact}, {"site", site}, {"version", version}}) != 1) return false;
    db.change(kClose, {{"site", site}});
    for (const auto& [weekday, open] : hours)
        db.change(kOpen, {{"site", site}, {"weekday", weekday}, {"from", open.from}, {"until", open.until}});
    return true;
}

std::vector<OpenOn> opening_hours(Reader& db, models::SiteId site)
{
    std::vector<OpenOn> all;
    auto query = db.query(kHours, {{"site", site}});
    for (OpenOn row; query.next(row.weekday, row.hours.from, row.hours.until);) all.push_back(row);
    return all;
}

models::StaffId insert_staff(Writer& db, const StaffRow& row)
{
    const auto id = db.new_id<models::StaffId>();
    db.change(kAddStaff, {{"id", id},
                          {"site", row.site},
                          {"account", row.account},
                          {"sealed", row.account ? "" : db.vault().seal(row.name, place(id))},
                          {"role", row.role},
                          {"by", row.added_by},
                          {"at", row.added_at}});
    return id;
}

bool end_staff(Writer& db, models::SiteId site, models::StaffId id, models::Time now)
{
    return db.change(kEndStaff, {{"now", now}, {"id", id}, {"site", site}}) == 1;
}

std::vector<StaffRow> staff_of(Reader& db, models::SiteId site)
{
    std::vector<StaffRow> all;
    auto query = db.query(kStaff, {{"site", site}});
    std::string sealed;
    for (StaffRow row;
         query.next(row.id, row.site, row.account, sealed, row.name, row.role, row.added_by, row.added_at);) {
        if (!sealed.empty()) row.name = db.vault().unseal(sealed, place(row.id));
        all.push_back(row);
    }
    return all;
}

bool is_staff(Reader& db, models::SiteId site, models::AccountId account)
{
    models::StaffId id;
    auto query = db.query(kIsStaff, {{"site", site}, {"account", account}});
    return query.next(id);
}

} // namespace store
