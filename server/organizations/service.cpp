#include "server/organizations/service.hpp"
#include "models/store/audit.hpp"
#include "models/store/seal.hpp"

namespace server::organizations {

using namespace models;

namespace {

// Divisions of other provinces are not in the table and are taken as they are.
bool exists(const Divisions& divisions, Area area)
{
    return divisions.find(area) || !divisions.find(part_of(area, AreaLevel::province));
}

} // namespace

Result<OrganizationId> register_organization(store::Writer& db, const Actor& actor,
                                             store::OrganizationRow row, const Divisions& divisions, Time now)
{
    if (!exists(divisions, row.area))
        return refuse(Reason::invalid, "error.area.unknown", "/area", {{"code", to_text(row.area)}});
    row.area = divisions.current(row.area);
    if (const auto taken = store::find_organization_by_code(db, row.unified_code))
        return refuse(Reason::wrong_state, "error.organization.code_taken", "/unified_code",
                      {{"name", taken->name}});

    if (row.uuid.empty()) row.uuid = store::new_uuid();
    const auto id = store::insert_organization(db, row, now);
    store::append_audit(db, {now, actor.account, "organization.registered", to_text(id), ""});
    return id;
}

} // namespace server::organizations
