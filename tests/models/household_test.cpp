#include "models/household.hpp"
#include "tests/models/move_table.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;

static Need need(std::optional<std::int64_t> assessed, std::int64_t aid, std::int64_t promised)
{
    Need one;
    one.assessed = assessed;
    one.government_aid = aid;
    one.promised = promised;
    return one;
}

BOOST_AUTO_TEST_SUITE(household_test)

BOOST_AUTO_TEST_CASE(what_is_left_of_a_need_is_assessed_less_aid_less_promised)
{
    BOOST_TEST((residual_of(need(2600000, 600000, 500000)) == 1500000));
    BOOST_TEST((residual_of(need(2600000, 600000, 2000000)) == 0));
}

BOOST_AUTO_TEST_CASE(what_is_left_is_never_below_nothing)
{
    BOOST_TEST((residual_of(need(1000, 1500, 0)) == 0));
    BOOST_TEST((residual_of(need(0, 0, 0)) == 0));
}

BOOST_AUTO_TEST_CASE(of_an_amount_not_yet_known_nothing_can_be_said)
{
    BOOST_TEST(!residual_of(need({}, 500, 0)).has_value());
}

BOOST_AUTO_TEST_CASE(a_need_opens_again_from_wherever_it_went)
{
    check_move_table<NeedState, NeedAct>(kNeedMoves, [](NeedState) { return false; }, {NeedState::open});
}

BOOST_AUTO_TEST_SUITE_END()
