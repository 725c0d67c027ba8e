#include "models/plan.hpp"
#include "tests/models/move_table.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;

BOOST_AUTO_TEST_SUITE(plan_test)

BOOST_AUTO_TEST_CASE(every_state_is_reached_and_only_ends_are_never_left)
{
    check_move_table<PlanState, PlanAct>(plan_moves(), [](PlanState state) { return is_end(state); });
}

BOOST_AUTO_TEST_CASE(the_table_answers_what_comes_next)
{
    BOOST_TEST((after(PlanState::proposed, PlanAct::approve) == PlanState::approved));
    BOOST_TEST((after(PlanState::running, PlanAct::re_plan) == PlanState::running));
    BOOST_TEST(!after(PlanState::done, PlanAct::re_plan).has_value());
    BOOST_TEST(!after(PlanState::running, PlanAct::discard).has_value());
}

BOOST_AUTO_TEST_CASE(only_a_county_officer_approves)
{
    BOOST_TEST(may(Side::county, PlanState::proposed, PlanAct::approve));
    BOOST_TEST(!may(Side::system, PlanState::proposed, PlanAct::approve));
    BOOST_TEST(!may(Side::charity, PlanState::proposed, PlanAct::approve));
    BOOST_TEST(!may(Side::county, PlanState::running, PlanAct::approve));
}

BOOST_AUTO_TEST_SUITE_END()
