// Who may do what, written out: a change of the table is a change of this test.
#include "server/auth/permissions.hpp"
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

using models::Role;
using server::Can;

namespace {

const std::set<Role> kAll{Role::village,         Role::township, Role::county, Role::caseworker,
                          Role::charity_manager, Role::analyst,  Role::admin,  Role::integrator};
const std::set<Role> kOfficers{Role::village, Role::township, Role::county};

const std::map<Can, std::set<Role>> kMay{
    {Can::anyone, kAll},
    {Can::signed_in, kAll},
    {Can::see_programs, kAll},
    {Can::see_organizations, kAll},
    {Can::see_referrals, kOfficers},
    {Can::report_referrals, kOfficers},
    {Can::see_matches, kOfficers},
    {Can::recheck_referrals, {Role::township, Role::county}},
    {Can::return_referrals, {Role::township, Role::county}},
    {Can::decide_referrals, {Role::county}},
    {Can::manage_programs, {Role::charity_manager}},
    {Can::try_programs,
     {Role::village, Role::township, Role::county, Role::caseworker, Role::charity_manager}},
    {Can::see_offers, {Role::village, Role::township, Role::county, Role::caseworker, Role::charity_manager}},
    {Can::see_due, {Role::village, Role::township, Role::county, Role::caseworker, Role::charity_manager}},
    {Can::make_offers, {Role::county}},
    {Can::tend_offers, {Role::township, Role::county}},
    {Can::answer_offers, {Role::caseworker, Role::charity_manager}},
    {Can::end_offers, {Role::county, Role::caseworker, Role::charity_manager}},
    {Can::see_rounds,
     {Role::township, Role::county, Role::caseworker, Role::charity_manager, Role::analyst, Role::admin}},
    {Can::see_round_families, {Role::township, Role::county}},
    {Can::run_rounds, {Role::county, Role::admin}},
    {Can::approve_rounds, {Role::county}},
    {Can::manage_organizations, {Role::county, Role::admin}},
    {Can::manage_accounts, {Role::charity_manager, Role::admin}},
    {Can::run_system, {Role::admin}},
    {Can::family, {}},
    {Can::issue_codes, {Role::township, Role::county}},
    {Can::answer_objections, {Role::county}},
    {Can::export_families, {Role::county}},
    {Can::erase_families, {Role::county}},
    {Can::see_approvals, {Role::county, Role::admin}},
    {Can::see_retention, {Role::county, Role::admin}},
    {Can::score_households, {Role::village, Role::township, Role::county, Role::integrator}}};

} // namespace

BOOST_AUTO_TEST_SUITE(permissions)

BOOST_AUTO_TEST_CASE(each_role_may_what_its_work_needs_and_nothing_else)
{
    for (const auto& [can, can_name] : models::kNames<Can>)
        for (const auto& [role, role_name] : models::kNames<Role>)
            BOOST_TEST(server::allowed(role, can) == kMay.at(can).contains(role),
                       role_name << " " << can_name);
}

BOOST_AUTO_TEST_CASE(a_manager_may_all_that_a_caseworker_may)
{
    for (const auto& [can, name] : models::kNames<Can>)
        if (server::allowed(Role::caseworker, can))
            BOOST_TEST(server::allowed(Role::charity_manager, can), name);
}

BOOST_AUTO_TEST_CASE(an_administrator_and_an_analyst_see_no_family)
{
    for (const auto can :
         {Can::see_referrals, Can::report_referrals, Can::decide_referrals, Can::see_matches,
          Can::see_round_families, Can::approve_rounds, Can::score_households, Can::issue_codes,
          Can::answer_objections, Can::export_families, Can::erase_families})
        for (const auto role : {Role::admin, Role::analyst}) BOOST_TEST(!server::allowed(role, can));
}

BOOST_AUTO_TEST_SUITE_END()
