#include "models/payment.hpp"
#include "tests/models/move_table.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using State = PaymentRunState;
using Act = PaymentRunAct;

BOOST_AUTO_TEST_SUITE(payment_runs)

BOOST_AUTO_TEST_CASE(every_state_is_reached_and_only_ends_are_never_left)
{
    check_move_table<State, Act>(kPaymentRunMoves, [](State state) { return is_end(state); });
}

BOOST_AUTO_TEST_CASE(nothing_goes_to_the_bank_that_nobody_else_checked)
{
    for (const auto& move : kPaymentRunMoves) {
        if (move.to == State::checked) BOOST_TEST(move.second_person);
        if (move.act == Act::issue) BOOST_TEST((move.from == State::checked || move.from == State::issued));
    }
}

BOOST_AUTO_TEST_CASE(what_is_with_the_bank_is_neither_changed_nor_cancelled)
{
    for (const auto act : {Act::change, Act::check, Act::send_back, Act::cancel})
        BOOST_TEST(!move_of(State::issued, act));
}

BOOST_AUTO_TEST_SUITE_END()
