#include "models/store/applications.hpp"
#include "models/store/referral_rows.hpp"
#include "models/store/seal.hpp"

namespace store {

using models::Application;
using models::ApplicationId;
using models::ApplicationState;

namespace {

constexpr Sql kInsert{"application.insert", R"sql(
    INSERT INTO application (id, state, unified_code, name, kind, area, public_fundraising, certificate_until, sealed,
                             applied_at, decided_by, decided_at, reason, organization_id, version)
    VALUES (:id, 'applied', :code, :name, :kind, :area, :fundraising, :until, :sealed, :at, NULL, NULL, '', NULL, 1)
)sql"};

#define PARASOL_APPLICATION                                                                                  \
    R"sql(
    SELECT id, state, unified_code, name, kind, area, public_fundraising, certificate_until, sealed, applied_at,
           decided_at, reason, organization_id, version
      FROM application
     WHERE (:everywhere = 1 OR area BETWEEN :low AND :high)
)sql"
constexpr Sql kFind{"application.find", PARASOL_APPLICATION "AND id = :id"};
constexpr Sql kList{"application.list",
                    PARASOL_APPLICATION "AND state = :state AND id > :after ORDER BY id LIMIT :limit"};
#undef PARASOL_APPLICATION

constexpr Sql kCount{"application.count", R"sql(
    SELECT COUNT(*)
      FROM application
     WHERE (:everywhere = 1 OR area BETWEEN :low AND :high) AND state = :state
)sql"};

constexpr Sql kOpen{"application.open", R"sql(
    SELECT COUNT(*) FROM application WHERE unified_code = :code AND state = 'applied'
)sql"};

constexpr Sql kDecide{"application.decide", R"sql(
    UPDATE application
       SET state = :state, reason = :reason, organization_id = :organization, decided_by = :by, decided_at = :now,
           version = version + 1
     WHERE id = :id AND version = :version AND state = 'applied'
)sql"};

std::string place(ApplicationId id) { return "application|" + models::to_text(id); }

Params area_params(models::Area area, Params more)
{
    const auto [low, high] = codes_in(area);
    Params all{{"everywhere", !area}, {"low", low}, {"high", high}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

bool next_application(Query& query, const Vault& vault, Application& row)
{
    std::string sealed;
    if (!query.next(row.id, row.state, row.unified_code, row.name, row.kind, row.area, row.public_fundraising,
                    row.certificate_until, sealed, row.applied_at, row.decided_at, row.reason,
                    row.organization, row.version))
        return false;
    const auto text = vault.unseal(sealed, place(row.id)); // a typed line has no line end
    const auto end = text.find('\n');
    row.contact = models::PrivateText(text.substr(0, end));
    row.phone = models::PrivateText(text.substr(end + 1));
    return true;
}

std::int64_t count_in(Query&& query)
{
    std::int64_t count{};
    query.next(count);
    return count;
}

} // namespace

ApplicationId insert_application(Writer& db, const Application& row)
{
    const auto id = db.new_id<ApplicationId>();
    const auto contact = row.contact.reveal() + "\n" + row.phone.reveal();
    db.change(kInsert, {{"id", id},
                        {"code", row.unified_code},
                        {"name", row.name},
                        {"kind", row.kind},
                        {"area", row.area},
                        {"fundraising", row.public_fundraising},
                        {"until", row.certificate_until},
                        {"sealed", db.vault().seal(contact, place(id))},
                        {"at", row.applied_at}});
    return id;
}

std::optional<Application> find_application(Reader& db, models::Area area, ApplicationId id)
{
    Application row;
    auto query = db.query(kFind, area_params(area, {{"id", id}}));
    if (!next_application(query, db.vault(), row)) return {};
    return row;
}

std::vector<Application> list_applications(Reader& db, models::Area area, ApplicationState state,
                                           ApplicationId after, int limit)
{
    std::vector<Application> rows;
    auto query =
        db.query(kList, area_params(area, {{"state", state}, {"after", after.value}, {"limit", limit}}));
    for (Application row; next_application(query, db.vault(), row);) rows.push_back(row);
    return rows;
}

std::int64_t count_applications(Reader& db, models::Area area, ApplicationState state)
{
    return count_in(db.query(kCount, area_params(area, {{"state", state}})));
}

bool is_applied_for(Reader& db, std::string_view code)
{
    return count_in(db.query(kOpen, {{"code", code}})) > 0;
}

bool decide_application(Writer& db, const Application& row, models::AccountId by, models::Time now)
{
    return db.change(kDecide, {{"state", row.state},
                               {"reason", row.reason},
                               {"organization", row.organization},
                               {"by", by},
                               {"now", now},
                               {"id", row.id},
                               {"version", row.version}}) == 1;
}

} // namespace store
