#include "models/store/programs.hpp"
#include "models/store/referral_rows.hpp"

namespace store {

namespace {

#define PARASOL_ORGANIZATION_COLUMNS                                                                         \
    "SELECT id, uuid, unified_code, name, name_en, kind, area, phone, website, public_fundraising, "         \
    "certificate_until, "                                                                                    \
    "active, version FROM organization "

constexpr Sql kFind{"organization.find", PARASOL_ORGANIZATION_COLUMNS "WHERE id = :id"};
constexpr Sql kFindByCode{"organization.find_by_code",
                          PARASOL_ORGANIZATION_COLUMNS "WHERE unified_code = :code"};
constexpr Sql kList{"organization.list",
                    PARASOL_ORGANIZATION_COLUMNS "WHERE id > :after ORDER BY id LIMIT :limit"};
constexpr Sql kEnding{"organization.ending", PARASOL_ORGANIZATION_COLUMNS
                      "WHERE active = 1 AND certificate_until < :before "
                      "AND (id = :organization OR area BETWEEN :low AND :high) ORDER BY id"};

#undef PARASOL_ORGANIZATION_COLUMNS

constexpr Sql kInsert{"organization.insert", R"sql(
    INSERT INTO organization (id, uuid, unified_code, name, name_en, kind, area, phone, website, public_fundraising,
                              certificate_until, active, created_at, version)
    VALUES (:id, :uuid, :code, :name, :name_en, :kind, :area, :phone, :website, :fundraising, :until, :active, :now, 1)
)sql"};

constexpr Sql kSave{"organization.save", R"sql(
    UPDATE organization
       SET name = :name, name_en = :name_en, kind = :kind, area = :area, phone = :phone, website = :website,
           public_fundraising = :fundraising, certificate_until = :until, active = :active,
           version = version + 1
     WHERE id = :id AND version = :version
)sql"};

bool next_organization(Query& query, OrganizationRow& row)
{
    return query.next(row.id, row.uuid, row.unified_code, row.name, row.name_en, row.kind, row.area,
                      row.phone, row.website, row.public_fundraising, row.certificate_until, row.active,
                      row.version);
}

std::optional<OrganizationRow> one(Query&& query)
{
    OrganizationRow row;
    if (!next_organization(query, row)) return {};
    return row;
}

} // namespace

models::OrganizationId insert_organization(Writer& db, const OrganizationRow& row, models::Time now)
{
    const auto id = db.new_id<models::OrganizationId>();
    db.change(kInsert, {{"id", id},
                        {"uuid", row.uuid},
                        {"code", row.unified_code},
                        {"name", row.name},
                        {"name_en", row.name_en},
                        {"kind", row.kind},
                        {"area", row.area},
                        {"phone", row.phone},
                        {"website", row.website},
                        {"fundraising", row.public_fundraising},
                        {"until", row.certificate_until},
                        {"active", row.active},
                        {"now", now}});
    append_change(db, "organization", id.value);
    return id;
}

bool save_organization(Writer& db, const OrganizationRow& row)
{
    const auto saved = db.change(kSave, {{"name", row.name},
                                         {"name_en", row.name_en},
                                         {"kind", row.kind},
                                         {"area", row.area},
                                         {"phone", row.phone},
                                         {"website", row.website},
                                         {"fundraising", row.public_fundraising},
                                         {"until", row.certificate_until},
                                         {"active", row.active},
                                         {"id", row.id},
                                         {"version", row.version}}) == 1;
    if (saved) append_change(db, "organization", row.id.value);
    return saved;
}

std::optional<OrganizationRow> find_organization(Reader& db, models::OrganizationId id)
{
    return one(db.query(kFind, {{"id", id}}));
}

std::optional<OrganizationRow> find_organization_by_code(Reader& db, std::string_view code)
{
    return one(db.query(kFindByCode, {{"code", code}}));
}

std::vector<OrganizationRow> list_organizations(Reader& db, models::OrganizationId after, int limit)
{
    std::vector<OrganizationRow> rows;
    auto query = db.query(kList, {{"after", after.value}, {"limit", limit}});
    for (OrganizationRow row; next_organization(query, row);) rows.push_back(row);
    return rows;
}

std::vector<OrganizationRow> organizations_ending(Reader& db, models::OrganizationId organization,
                                                  models::Area area, models::Date before)
{
    const auto [low, high] = area ? codes_in(area) : std::pair<std::int64_t, std::int64_t>{1, 0};
    std::vector<OrganizationRow> rows;
    auto query =
        db.query(kEnding, {{"before", before}, {"organization", organization}, {"low", low}, {"high", high}});
    for (OrganizationRow row; next_organization(query, row);) rows.push_back(row);
    return rows;
}

} // namespace store
