#include "server/auth/permissions.hpp"
#include <iterator>

namespace server {

namespace {

using enum Whose;

struct Right {
    Can can{};
    Whose village{}, township{}, county{}, caseworker{}, charity_manager{}, analyst{}, admin{}, integrator{};
};

// In the order of Can; a family comes with a session of its own (guard).
// clang-format off
constexpr Right kRights[] = {
    //                          village  township county   caseworker       charity_manager  analyst  admin    integrator
    {Can::anyone,               anyones, anyones, anyones, anyones,         anyones,         anyones, anyones, anyones},
    {Can::signed_in,            anyones, anyones, anyones, anyones,         anyones,         anyones, anyones, anyones},
    {Can::end_tokens,           own,     own,     own,     own,             own,             own,     own,     own},
    {Can::see_referrals,        of_area, of_area, of_area, none,            none,            none,    none,    none},
    {Can::report_referrals,     of_area, of_area, of_area, none,            none,            none,    none,    none},
    {Can::recheck_referrals,    none,    of_area, of_area, none,            none,            none,    none,    none},
    {Can::decide_referrals,     none,    none,    of_area, none,            none,            none,    none,    none},
    {Can::return_referrals,     none,    of_area, of_area, none,            none,            none,    none,    none},
    {Can::see_matches,          of_area, of_area, of_area, none,            none,            none,    none,    none},
    {Can::see_takers,           anyones, anyones, anyones, none,            none,            none,    none,    none},
    {Can::see_programs,         anyones, anyones, anyones, anyones,         anyones,         anyones, anyones, anyones},
    {Can::manage_programs,      none,    none,    none,    none,            of_organization, none,    none,    none},
    {Can::try_programs,         anyones, anyones, anyones, of_organization, of_organization, none,    none,    none},
    {Can::see_organizations,    anyones, anyones, anyones, anyones,         anyones,         anyones, anyones, anyones},
    {Can::manage_organizations, none,    none,    of_area, none,            none,            none,    anyones, none},
    {Can::manage_accounts,      none,    none,    none,    none,            of_organization, none,    anyones, none},
    {Can::see_offers,           of_area, of_area, of_area, of_organization, of_organization, none,    none,    none},
    {Can::make_offers,          none,    none,    of_area, none,            none,            none,    none,    none},
    {Can::tend_offers,          none,    of_area, of_area, none,            none,            none,    none,    none},
    {Can::answer_offers,        none,    none,    none,    of_organization, of_organization, none,    none,    none},
    {Can::end_offers,           none,    none,    of_area, of_organization, of_organization, none,    none,    none},
    {Can::see_due,              of_area, of_area, of_area, of_organization, of_organization, none,    none,    none},
    {Can::finish_tasks,         none,    of_area, of_area, of_organization, of_organization, none,    none,    none},
    {Can::see_rounds,           none,    of_area, of_area, of_organization, of_organization, anyones, anyones, none},
    {Can::see_round_families,   none,    of_area, of_area, none,            none,            none,    none,    none},
    {Can::run_rounds,           none,    none,    of_area, none,            none,            none,    anyones, none},
    {Can::approve_rounds,       none,    none,    of_area, none,            none,            none,    none,    none},
    {Can::score_households,     anyones, anyones, anyones, none,            none,            none,    none,    anyones},
    {Can::run_system,           none,    none,    none,    none,            none,            none,    anyones, none},
    {Can::family,               none,    none,    none,    none,            none,            none,    none,    none},
    {Can::issue_codes,          none,    of_area, of_area, none,            none,            none,    none,    none},
    {Can::answer_objections,    none,    none,    of_area, none,            none,            none,    none,    none},
    {Can::manage_channels,      none,    none,    none,    none,            of_organization, none,    anyones, none},
    {Can::export_families,      none,    none,    of_area, none,            none,            none,    none,    none},
    {Can::run_sites,            none,    none,    none,    of_organization, of_organization, none,    none,    none},
    {Can::manage_sites,         none,    none,    none,    none,            of_organization, none,    none,    none},
    {Can::see_worries,          none,    of_area, of_area, of_organization, of_organization, none,    none,    none},
    {Can::see_site_reports,     none,    none,    of_area, of_organization, of_organization, none,    none,    none},
    {Can::see_site_sums,        none,    none,    of_area, none,            none,            anyones, none,    none},
    {Can::erase_families,       none,    none,    of_area, none,            none,            none,    none,    none},
    {Can::see_approvals,        none,    none,    of_area, none,            none,            none,    anyones, none},
    {Can::see_retention,        none,    none,    of_area, none,            none,            none,    anyones, none},
    {Can::report_bounces,       none,    none,    none,    none,            none,            none,    anyones, anyones},
};
// clang-format on

constexpr bool stands_in_order()
{
    for (std::size_t i = 0; i < std::size(kRights); ++i)
        if (static_cast<std::size_t>(kRights[i].can) != i) return false;
    return std::size(kRights) == models::kNames<Can>.size();
}
static_assert(stands_in_order());

} // namespace

Whose whose(models::Role role, Can can)
{
    const auto& right = kRights[static_cast<std::size_t>(can)];
    switch (role) {
    case models::Role::village: return right.village;
    case models::Role::township: return right.township;
    case models::Role::county: return right.county;
    case models::Role::caseworker: return right.caseworker;
    case models::Role::charity_manager: return right.charity_manager;
    case models::Role::analyst: return right.analyst;
    case models::Role::admin: return right.admin;
    case models::Role::integrator: return right.integrator;
    }
    return none;
}

bool needs_second_factor(models::Role role)
{
    using models::Role;
    return role == Role::county || role == Role::charity_manager || role == Role::admin;
}

} // namespace server
