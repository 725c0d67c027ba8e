// Consent, delivery and objection: small tables of moves without functions of their own.
#include "models/consent.hpp"
#include "models/delivery.hpp"
#include "models/objection.hpp"
#include "tests/models/move_table.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;

BOOST_AUTO_TEST_SUITE(consent_test)

BOOST_AUTO_TEST_CASE(a_consent_is_given_once_and_ends_once)
{
    check_move_table<ConsentState, ConsentAct>(kConsentMoves,
                                               [](ConsentState state) { return is_end(state); });
}

BOOST_AUTO_TEST_CASE(nobody_but_the_family_gives_or_takes_a_consent_away)
{
    for (const auto& move : kConsentMoves)
        if (move.act != ConsentAct::expire) BOOST_TEST(move.sides == static_cast<unsigned>(Side::family));
}

BOOST_AUTO_TEST_CASE(a_guardian_consents_until_the_fourteenth_birthday)
{
    const auto day = [](const char* text) { return parse_date(text).value(); };
    BOOST_TEST(needs_guardian(day("2012-11-24"), day("2026-11-23")));
    BOOST_TEST(!needs_guardian(day("2012-11-24"), day("2026-11-24")));
    BOOST_TEST(needs_guardian(day("2012-02-29"), day("2026-02-28")));
    BOOST_TEST(!needs_guardian(day("2012-02-29"), day("2026-03-01")));
    BOOST_TEST(needs_guardian(day("2026-11-24"), day("2026-11-23")));
}

BOOST_AUTO_TEST_CASE(a_delivery_is_reversed_and_never_overwritten)
{
    check_move_table<DeliveryState, DeliveryAct>(kDeliveryMoves,
                                                 [](DeliveryState state) { return is_end(state); });
    for (const auto& move : kDeliveryMoves)
        BOOST_TEST((move.act != DeliveryAct::reverse || move.reason_required));
}

BOOST_AUTO_TEST_CASE(a_charity_does_not_confirm_its_own_delivery)
{
    for (const auto& move : kDeliveryMoves)
        if (move.act == DeliveryAct::confirm) BOOST_TEST(!has_side(move.sides, Side::charity));
}

BOOST_AUTO_TEST_CASE(an_objection_is_answered_one_way_or_the_other)
{
    check_move_table<ObjectionState, ObjectionAct>(kObjectionMoves,
                                                   [](ObjectionState state) { return is_end(state); });
}

BOOST_AUTO_TEST_SUITE_END()
