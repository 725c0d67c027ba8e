// What stood before may be taken by others meanwhile: then it is not taken back.
#include "tests/server/offers/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::offers;
using given::seen;
using given::why;
using server::Desk;

namespace {

struct TakingBack : given::OfferWorld {
    TakingBack() : OfferWorld({.places = 4, .budget_fen = 400'000}) {}

    Moved taken_back(const OfferRow& row)
    {
        return act(charity(), [&](const Desk& desk) { return take_back(desk, seen(now_of(row.id))); });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(taking_back, TakingBack)

BOOST_AUTO_TEST_CASE(what_an_acceptance_left_over_and_another_took_stays_with_that_one)
{
    const auto first = received(); // of 80,000 that are lacking it offers 50,000
    consent(first.referral, {organization, other_organization});
    act(charity(), [&](const Desk& desk) { return accept(desk, seen(first), 20'000); }).value();
    program = add_program(other_organization, "second", {.budget_fen = 400'000});
    const auto second = offer(first.referral).value();
    BOOST_TEST(need(first.referral).promised == 70'000);

    BOOST_TEST(why(taken_back(first)) == "error.offer.nothing_left");

    BOOST_TEST((now_of(first.id).state == OfferState::accepted));
    BOOST_TEST(need(first.referral).promised == 70'000);
    act(county(), [&](const Desk& desk) {
        return withdraw_offer(desk, seen(now_of(second.id)), "x");
    }).value();
    BOOST_TEST(why(taken_back(first)) == "");
    BOOST_TEST(need(first.referral).promised == 50'000);
}

BOOST_AUTO_TEST_CASE(what_was_declined_and_offered_anew_is_not_offered_twice)
{
    const auto first = received();
    act(charity(), [&](const Desk& desk) {
        return decline(desk, seen(first), DeclineReason::other, "x");
    }).value();
    const auto again = offer(first.referral).value();
    BOOST_TEST((again.id != first.id));

    BOOST_TEST(why(taken_back(first)) == "error.offer.twin");

    act(county(), [&](const Desk& desk) { return take_back(desk, seen(now_of(again.id))); }).value();
    BOOST_TEST(why(taken_back(first)) == "error.offer.twin"); // its draft is still there
    act(county(), [&](const Desk& desk) {
        return withdraw_offer(desk, seen(now_of(again.id)), "x");
    }).value();
    BOOST_TEST(why(taken_back(first)) == "");
}

BOOST_AUTO_TEST_SUITE_END()
