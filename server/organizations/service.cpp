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

bool may_renew(const Actor& actor, const store::OrganizationRow& row)
{
    if (actor.role == Role::admin) return static_cast<bool>(actor.account);
    return actor.account && actor.role == Role::county &&
           (covers(actor.area, row.area) || covers(row.area, actor.area));
}

Result<store::OrganizationRow> renew(store::Writer& db, const Actor& actor, store::OrganizationRow row,
                                     const Renewal& told, Time now)
{
    if (!may_renew(actor, row)) return refuse(Reason::not_found, "problem.404");
    std::vector<Fault> faults;
    if (!told.code) faults.push_back({"error.organization.check", "/checked_code", {}});
    if (!told.certificate_until || *told.certificate_until < day_of(now))
        faults.push_back({"error.organization.certificate_until", "/certificate_until", {}});
    if (told.public_fundraising != "yes" && told.public_fundraising != "no")
        faults.push_back({"error.organization.public_fundraising", "/public_fundraising", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    row.certificate_until = told.certificate_until;
    row.public_fundraising = told.public_fundraising == "yes";
    if (!store::save_organization(db, row)) return refuse(Reason::stale, "problem.409");
    ++row.version;
    store::append_audit(db, {now, actor.account, "organization.renewed", to_text(row.id),
                             R"({"until":")" + to_text(*row.certificate_until) + "\"}"});
    return row;
}

} // namespace server::organizations
