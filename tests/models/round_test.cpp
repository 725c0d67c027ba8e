#include "models/round.hpp"
#include "tests/models/move_table.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;

BOOST_AUTO_TEST_SUITE(round_test)

BOOST_AUTO_TEST_CASE(every_state_is_reached_and_only_ends_are_never_left)
{
    check_move_table<RoundState, RoundAct>(kRoundMoves, [](RoundState state) { return is_end(state); });
}

BOOST_AUTO_TEST_CASE(what_is_decided_stays_so)
{
    BOOST_TEST((after(RoundState::proposed, RoundAct::approve) == RoundState::approved));
    BOOST_TEST((after(RoundState::running, RoundAct::cancel) == RoundState::cancelled));
    BOOST_TEST(!after(RoundState::approved, RoundAct::cancel).has_value());
    BOOST_TEST(!after(RoundState::cancelled, RoundAct::propose).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
