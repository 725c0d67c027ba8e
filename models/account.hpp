#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/names.hpp"
#include <string>

namespace models {

// An analyst sees programs, and the sums and counts of rounds, and no person.
enum class Role { village, township, county, caseworker, charity_manager, analyst, admin, integrator };
template <>
inline constexpr auto kNames<Role> = names<Role>({{Role::village, "village"},
                                                  {Role::township, "township"},
                                                  {Role::county, "county"},
                                                  {Role::caseworker, "caseworker"},
                                                  {Role::charity_manager, "charity_manager"},
                                                  {Role::analyst, "analyst"},
                                                  {Role::admin, "admin"},
                                                  {Role::integrator, "integrator"}});

// Of an organization: a manager may all a caseworker may.
constexpr bool is_charity(Role role) { return role == Role::caseworker || role == Role::charity_manager; }

// Who acts. An officer sees and acts in `area` and below; a charity account in its organization; an admin
// runs the system and reads no cases. A family that came with the code of its slip has no account: `family`
// names its referral, `area` its village. Default-constructed: nobody has signed in.
struct Actor {
    AccountId account;
    Role role{};
    Area area;
    OrganizationId organization;
    ReferralId family;
    std::string name;      // shown in the top bar
    bool by_token = false; // API token: no CSRF, scope below
    bool may_write = true;
    explicit operator bool() const { return static_cast<bool>(account); }
    bool is_officer() const
    {
        return account && (role == Role::village || role == Role::township || role == Role::county);
    }
    bool is_charity() const { return account && models::is_charity(role); }
};

} // namespace models
