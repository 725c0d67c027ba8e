// What no change of the table of rights may break; who reaches which route is tests/guards/permissions.txt.
#include "server/auth/permissions.hpp"
#include <boost/test/unit_test.hpp>

using models::Role;
using server::Can;

BOOST_AUTO_TEST_SUITE(permissions)

BOOST_AUTO_TEST_CASE(a_manager_may_all_that_a_caseworker_may)
{
    for (const auto& [can, name] : models::kNames<Can>)
        if (server::allowed(Role::caseworker, can))
            BOOST_TEST(server::allowed(Role::charity_manager, can), name);
}

BOOST_AUTO_TEST_CASE(an_administrator_and_an_analyst_see_no_family)
{
    for (const auto can : {Can::see_referrals, Can::report_referrals, Can::decide_referrals, Can::see_matches,
                           Can::see_round_families, Can::approve_rounds, Can::score_households,
                           Can::issue_codes, Can::answer_objections, Can::export_families})
        for (const auto role : {Role::admin, Role::analyst}) BOOST_TEST(!server::allowed(role, can));
}

BOOST_AUTO_TEST_SUITE_END()
