#include "server/accounts/service.hpp"
#include "models/store/audit.hpp"
#include "models/store/programs.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace server::accounts {

using namespace models;

namespace {

AreaLevel level_for(Role role)
{
    switch (role) {
    case Role::village: return AreaLevel::village;
    case Role::township: return AreaLevel::township;
    case Role::county: return AreaLevel::county;
    case Role::caseworker:
    case Role::charity_manager:
    case Role::analyst:
    case Role::admin:
    case Role::integrator: return AreaLevel::none;
    }
    return AreaLevel::none;
}

void read_area(const Divisions& divisions, const Wish& wish, Actor& actor, std::vector<Fault>& faults)
{
    const auto wanted = level_for(actor.role);
    if (wanted == AreaLevel::none) return;
    const auto area = parse_area(wish.area);
    if (!area || level_of(*area) != wanted || !divisions.find(*area))
        faults.push_back({"error.account.area", "/area", {}});
    else
        actor.area = divisions.current(*area);
}

void read_organization(store::Reader& db, const Wish& wish, Actor& actor, std::vector<Fault>& faults)
{
    if (!is_charity(actor.role)) return;
    const auto id = parse_id<OrganizationId>(wish.organization);
    const auto found = id ? store::find_organization(db, *id) : std::nullopt;
    if (!found)
        faults.push_back({"error.account.organization", "/organization", {}});
    else
        actor.organization = found->id;
}

void audit(store::Writer& db, Time now, AccountId by, std::string event, AccountId subject)
{
    store::append_audit(db, {now, by, std::move(event), to_text(subject), ""});
}

// What nobody may do to an account, whoever manages it.
std::optional<Fault> fault_of_losing(store::Writer& db, const Actor& by, const Actor& before,
                                     const store::AccountRow& row)
{
    const bool loses = !row.active || row.actor.role != before.role;
    if (!loses) return {};
    if (before.account == by.account) return Fault{"error.account.own", "/active", {}};
    if (before.role == Role::admin && !store::has_other_admin(db, before.account))
        return Fault{"error.account.last_admin", "/active", {}};
    return {};
}

Result<Invited> opened(store::Writer& db, const Actor& by, const store::AccountRow& row, Time now)
{
    if (store::find_account(db, row.login))
        return refuse(Reason::invalid, "error.account.login_taken", "/login");
    const auto id = store::insert_account(db, row, now);
    Invited invited{id, row.login, store::random_token(16)};
    store::insert_one_time_code(db, "invite", invited.code, id, now + kCodeLasts);
    audit(db, now, by.account, "account.created", id);
    return invited;
}

bool reaches_otherwise(const Actor& before, const Actor& after)
{
    return before.role != after.role || before.area != after.area ||
           before.organization != after.organization;
}

} // namespace

bool may_manage(const Actor& by, const Actor& whose)
{
    if (!by || by.role == Role::admin) return true;
    return by.role == Role::charity_manager && by.organization && whose.organization == by.organization &&
           is_charity(whose.role);
}

std::optional<store::AccountRow> find_managed(store::Reader& db, const Actor& by, AccountId id)
{
    auto row = store::find_account(db, id);
    if (row && !may_manage(by, row->actor)) row.reset();
    return row;
}

std::vector<store::AccountRow> list_managed(store::Reader& db, const Actor& by, AccountId after, int limit)
{
    if (by.role == Role::admin) return store::list_accounts(db, after, limit);
    return store::list_accounts_of(db, by.organization, after, limit);
}

std::vector<Role> roles_given_by(const Actor& by)
{
    std::vector<Role> roles;
    for (const auto& [role, name] : kNames<Role>)
        if (!by || by.role == Role::admin || is_charity(role)) roles.push_back(role);
    return roles;
}

Wish within_reach(const Actor& by, Wish wish)
{
    if (!by || by.role == Role::admin) return wish;
    const auto role = from_name<Role>(wish.role);
    const auto given = roles_given_by(by);
    if (role && std::ranges::find(given, *role) == given.end()) wish.role.clear();
    wish.area.clear();
    wish.organization = to_text(by.organization);
    return wish;
}

Result<store::AccountRow> read_wish(store::Reader& db, const Divisions& divisions, const Wish& wish)
{
    constexpr std::size_t kLongestName = 60;
    store::AccountRow row{.login = wish.login, .active = wish.active, .lead = wish.lead};
    std::vector<Fault> faults;
    if (auto fault = fault_of_login(wish.login)) faults.push_back(*std::move(fault));
    row.actor.name = wish.name;
    if (wish.name.empty() || wish.name.size() > kLongestName * 3)
        faults.push_back({"error.account.name", "/name", {}});
    const auto role = from_name<Role>(wish.role);
    if (!role) {
        faults.push_back({"error.account.role", "/role", {}});
        return refuse(std::move(faults));
    }
    row.actor.role = *role;
    read_area(divisions, wish, row.actor, faults);
    read_organization(db, wish, row.actor, faults);
    if (!faults.empty()) return refuse(std::move(faults));
    return row;
}

Result<Invited> invite(store::Writer& db, const Actor& by, store::AccountRow row, Time now)
{
    if (!may_manage(by, row.actor)) return refuse(Reason::forbidden, "error.account.beyond", "/role");
    return opened(db, by, row, now);
}

Result<Invited> invite_first_manager(store::Writer& db, const Actor& by, OrganizationId organization,
                                     std::string login, std::string name, Time now)
{
    if (!store::list_accounts_of(db, organization, {}, 1).empty())
        return refuse(Reason::wrong_state, "error.account.has_manager");
    const Wish wish{std::move(login), std::move(name), std::string(name_of(Role::charity_manager)), "",
                    to_text(organization)};
    const auto row = read_wish(db, {}, wish);
    if (!row) return std::unexpected(row.error());
    return opened(db, by, *row, now);
}

Result<store::AccountRow> save(store::Writer& db, const Actor& by, store::AccountRow row, Time now)
{
    const auto id = row.actor.account;
    const auto before = find_managed(db, by, id);
    if (!before) return refuse(Reason::not_found, "problem.404");
    if (!may_manage(by, row.actor)) return refuse(Reason::forbidden, "error.account.beyond", "/role");
    if (const auto fault = fault_of_losing(db, by, before->actor, row))
        return std::unexpected(Refusal{Reason::wrong_state, {*fault}});
    if (!store::save_account(db, row)) return refuse(Reason::stale, "problem.409");
    if (!row.active || reaches_otherwise(before->actor, row.actor)) store::end_sessions_of(db, id);
    audit(db, now, by.account, row.active ? "account.saved" : "account.disabled", id);
    return row;
}

Result<Invited> issue_code(store::Writer& db, const Actor& by, AccountId id, Time now)
{
    const auto account = find_managed(db, by, id);
    if (!account) return refuse(Reason::not_found, "problem.404");
    if (!account->active) return refuse(Reason::wrong_state, "error.account.disabled");
    Invited invited{id, account->login, store::random_token(16)};
    store::insert_one_time_code(db, "reset", invited.code, id, now + kCodeLasts);
    audit(db, now, by.account, "account.code_issued", id);
    return invited;
}

std::optional<AccountId> set_first_password(store::Writer& db, std::string_view code, std::string_view hash,
                                            Time now)
{
    auto id = store::use_one_time_code(db, "invite", code, now);
    if (!id) id = store::use_one_time_code(db, "reset", code, now);
    const auto account = id ? store::find_account(db, *id) : std::nullopt;
    if (!account || !account->active) return {};
    store::save_password(db, *id, hash);
    store::end_sessions_of(db, *id);
    audit(db, now, *id, "password.set", *id);
    return id;
}

std::optional<AccountId> make_first_admin(store::Writer& db, std::string_view code, std::string login,
                                          std::string name, std::string hash, Time now)
{
    if (store::has_any_admin(db) || !store::use_one_time_code(db, "first_admin", code, now)) return {};
    store::AccountRow row{.login = std::move(login), .password_hash = std::move(hash)};
    row.actor.role = Role::admin;
    row.actor.name = std::move(name);
    const auto id = store::insert_account(db, row, now);
    audit(db, now, id, "account.first_admin", id);
    return id;
}

} // namespace server::accounts
