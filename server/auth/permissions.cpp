#include "server/auth/permissions.hpp"

namespace server {

namespace {

bool is_officer(models::Role role)
{
    using models::Role;
    return role == Role::village || role == Role::township || role == Role::county;
}

} // namespace

// Who may do what at all; area, organization and state are the queries' and services' to check.
bool allowed(models::Role role, Can can)
{
    using models::Role;
    switch (can) {
    case Can::anyone:
    case Can::signed_in:
    case Can::see_programs:
    case Can::see_organizations: return true;
    case Can::see_referrals:
    case Can::report_referrals:
    case Can::see_matches: return is_officer(role);
    case Can::recheck_referrals:
    case Can::return_referrals: return role == Role::township || role == Role::county;
    case Can::decide_referrals: return role == Role::county;
    case Can::manage_programs: return role == Role::charity;
    case Can::try_programs: return is_officer(role) || role == Role::charity;
    case Can::manage_organizations: return role == Role::county || role == Role::admin;
    case Can::manage_accounts:
    case Can::run_system: return role == Role::admin;
    case Can::score_households: return is_officer(role) || role == Role::integrator;
    }
    return false;
}

} // namespace server
