#include "server/sites/service.hpp"
#include "models/identity.hpp"
#include "models/store/accounts.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;

namespace {

constexpr std::size_t kMostName = 50, kMostContact = 100; // characters

std::unexpected<Refusal> unknown() { return refuse(Reason::not_found, "error.site.unknown"); }

std::vector<Fault> read_hours(const Setting& told, std::vector<store::OpenOn>& open)
{
    std::vector<Fault> faults;
    for (int weekday = 1; weekday <= 7; ++weekday) {
        const auto& [from, until] = told.weekdays[static_cast<std::size_t>(weekday - 1)];
        if (from.empty() && until.empty()) continue;
        const auto begin = parse_minute(from), end = parse_minute(until);
        const Hours hours{begin.value_or(0), end.value_or(0)};
        if (begin && end && is_valid(hours))
            open.push_back({weekday, hours});
        else
            faults.push_back({"error.site.hours", "/from_" + std::to_string(weekday), {}});
    }
    return faults;
}

bool is_own_account(store::Reader& db, const SitePlace& place, AccountId id)
{
    const auto row = store::find_account(db, id);
    return row && row->active && row->actor.organization == place.organization;
}

} // namespace

Result<SitePlace> find_in_scope(store::Reader& db, const Actor& actor, SiteId id)
{
    auto found = store::find_site(db, id);
    if (!found || !found->site.active) return unknown();
    const bool own = actor.is_charity() && found->organization == actor.organization;
    const bool near = actor.is_officer() && models::covers(actor.area, found->site.area);
    if (!own && !near) return unknown();
    return *std::move(found);
}

std::vector<SitePlace> sites_in_scope(store::Reader& db, const Actor& actor)
{
    return actor.is_charity() ? store::sites_of(db, actor.organization) : store::sites_in(db, actor.area);
}

Result<SitePlace> find_as_staff(store::Reader& db, const Actor& actor, SiteId id)
{
    auto found = find_in_scope(db, actor, id);
    if (!found) return found;
    if (!actor.is_charity()) return unknown();
    if (actor.role != Role::charity_manager && !store::is_staff(db, id, actor.account))
        return refuse(Reason::forbidden, "error.site.not_staff");
    return found;
}

Result<bool> save_setting(const Desk& desk, const SitePlace& place, const Setting& told)
{
    std::vector<store::OpenOn> open;
    auto faults = read_hours(told, open);
    if (told.contact.empty() || count_characters(told.contact) > kMostContact)
        faults.push_back({"error.site.contact", "/contact", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    if (!store::save_site_setting(desk.db, place.site.id, told.version, told.contact, open))
        return refuse(Reason::stale, "error.site.changed");
    audit(desk, "site.set", to_text(place.site.id));
    return true;
}

Result<StaffId> add_staff(const Desk& desk, const SitePlace& place, const NewStaff& told)
{
    std::vector<Fault> faults;
    if (told.account && !is_own_account(desk.db, place, told.account))
        faults.push_back({"error.site.staff_account", "/account", {}});
    if (told.account && store::is_staff(desk.db, place.site.id, told.account))
        faults.push_back({"error.site.staff_twice", "/account", {}});
    if (!told.account && (told.name.empty() || count_characters(told.name) > kMostName))
        faults.push_back({"error.site.staff_name", "/name", {}});
    if (!told.role) faults.push_back({"error.site.staff_role", "/role", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    const auto id = store::insert_staff(desk.db, {.site = place.site.id,
                                                  .account = told.account,
                                                  .name = told.name,
                                                  .role = *told.role,
                                                  .added_by = desk.actor.account,
                                                  .added_at = desk.now});
    audit(desk, "site.staff_added", to_text(place.site.id), R"({"staff":")" + to_text(id) + "\"}");
    return id;
}

Result<bool> end_staff(const Desk& desk, const SitePlace& place, StaffId id)
{
    if (!store::end_staff(desk.db, place.site.id, id, desk.now))
        return refuse(Reason::not_found, "error.site.staff_unknown");
    audit(desk, "site.staff_ended", to_text(place.site.id), R"({"staff":")" + to_text(id) + "\"}");
    return true;
}

} // namespace server::sites
