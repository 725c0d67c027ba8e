#include "models/store/programs.hpp"

namespace store {

namespace {

constexpr Sql kList{"site.list", R"sql(
    SELECT s.id, s.uuid, s.code, s.name, s.name_en, s.area, s.hours, s.active, c.places,
           c.places - c.reserved - c.committed - c.used
      FROM site s
      JOIN capacity c ON c.program_id = s.program_id AND c.site = s.code
     WHERE s.program_id = :program
     ORDER BY s.id
)sql"};

constexpr Sql kRetire{"site.retire", "UPDATE site SET active = 0 WHERE program_id = :program"};

constexpr Sql kSave{"site.save", R"sql(
    INSERT INTO site (id, uuid, program_id, code, name, name_en, area, hours, active)
    VALUES (:id, :uuid, :program, :code, :name, :name_en, :area, :hours, 1)
    ON CONFLICT (program_id, code)
    DO UPDATE SET name = excluded.name, name_en = excluded.name_en, area = excluded.area,
                  hours = excluded.hours, active = 1
)sql"};

constexpr Sql kInsertCapacity{"site.insert_capacity", R"sql(
    INSERT INTO capacity (program_id, site, places, reserved, committed, used, budget_fen, reserved_fen,
                          committed_fen, paid_fen)
    VALUES (:program, :site, :places, 0, 0, 0, NULL, 0, 0, 0)
    ON CONFLICT (program_id, site) DO NOTHING
)sql"};

constexpr Sql kSaveCapacity{"site.save_capacity", R"sql(
    UPDATE capacity
       SET places = :places
     WHERE program_id = :program AND site = :site
       AND (CAST(:places AS BIGINT) IS NULL OR reserved + committed + used <= :places)
)sql"};

} // namespace

bool save_sites(Writer& db, models::ProgramId program, const std::vector<SiteRow>& sites)
{
    db.change(kRetire, {{"program", program}});
    for (const auto& site : sites) {
        db.change(kSave, {{"id", db.new_id<models::SiteId>()},
                          {"uuid", site.uuid},
                          {"program", program},
                          {"code", site.code},
                          {"name", site.name},
                          {"name_en", site.name_en},
                          {"area", site.area.code},
                          {"hours", site.hours}});
        db.change(kInsertCapacity, {{"program", program}, {"site", site.code}, {"places", site.places}});
        if (db.change(kSaveCapacity, {{"places", site.places}, {"program", program}, {"site", site.code}}) !=
            1)
            return false;
    }
    append_change(db, "program", program.value);
    return true;
}

std::vector<SiteRow> list_sites(Reader& db, models::ProgramId program)
{
    std::vector<SiteRow> sites;
    auto query = db.query(kList, {{"program", program}});
    auto next = [&](SiteRow& site) {
        return query.next(site.id, site.uuid, site.code, site.name, site.name_en, site.area, site.hours,
                          site.active, site.places, site.places_left);
    };
    for (SiteRow site; next(site);) sites.push_back(site);
    return sites;
}

} // namespace store
