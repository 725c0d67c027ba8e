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
    case Can::tend_offers:
    case Can::return_referrals:
    case Can::issue_codes:
    case Can::see_round_families: return role == Role::township || role == Role::county;
    case Can::decide_referrals:
    case Can::answer_objections:
    case Can::export_families:
    case Can::erase_families:
    case Can::make_offers: return role == Role::county;
    case Can::manage_programs: return role == Role::charity_manager;
    case Can::answer_offers: return is_charity(role);
    case Can::end_offers: return is_charity(role) || role == Role::county;
    case Can::see_offers:
    case Can::see_due:
    case Can::try_programs: return is_officer(role) || is_charity(role);
    case Can::see_rounds:
        return role == Role::township || role == Role::county || is_charity(role) || role == Role::analyst ||
               role == Role::admin;
    case Can::see_approvals:
    case Can::see_retention:
    case Can::manage_organizations:
    case Can::run_rounds: return role == Role::county || role == Role::admin;
    case Can::approve_rounds: return role == Role::county;
    case Can::manage_accounts: return role == Role::admin || role == Role::charity_manager;
    case Can::run_system: return role == Role::admin;
    case Can::family: return false; // a session of its own, see guard
    case Can::score_households: return is_officer(role) || role == Role::integrator;
    }
    return false;
}

bool needs_second_factor(models::Role role)
{
    using models::Role;
    return role == Role::county || role == Role::charity_manager || role == Role::admin;
}

} // namespace server
