// An offer from its first word to help that arrived; each move holds, frees or uses exactly what it should.
#include "server/referrals/consent.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::offers;
using given::OfferWorld;
using given::seen;
using given::why;
using server::Desk;

namespace {

DeliveryTold told(const OfferWorld& world, std::int64_t units)
{
    return {units, day_of(world.now), "bank", "石玉兰", ""};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(offers_of_help, OfferWorld)

BOOST_AUTO_TEST_CASE(an_offer_reserves_plans_and_promises)
{
    const auto family = this->family();
    const auto before = need(family.id);

    const auto done = offer(family.id);

    BOOST_TEST(why(done) == "");
    const auto row = now_of(done->id);
    BOOST_TEST((row.state == OfferState::offered));
    BOOST_TEST(row.units == 50'000);
    BOOST_TEST(row.reference == family.reference + "-1");
    BOOST_TEST(held().reserved == 1);
    BOOST_TEST(held().reserved_money.fen == 50'000);
    BOOST_TEST((referral(family.id).state == ReferralState::planned));
    BOOST_TEST(need(family.id).promised == 50'000);
    BOOST_TEST(*residual_of(need(family.id)) == *residual_of(before) - 50'000);
    BOOST_TEST(row.due_at.has_value());
    BOOST_TEST(moves(row.id).size() == 2); // draft, offer
}

BOOST_AUTO_TEST_CASE(what_the_organization_reads_first_holds_no_number_of_a_person)
{
    const auto id = family().id;
    const auto all = programs();
    for (const auto* told : {"石玉兰，529903196304120024", "电话13800001234，请尽快"}) {
        const OfferWish wish{id, living_need(id), program, "", told};
        BOOST_TEST(why(act(county(), [&](const Desk& desk) { return offer_help(desk, *all, wish); })) ==
                   "error.offer.note_person");
    }
}

BOOST_AUTO_TEST_CASE(without_a_consent_nothing_is_offered)
{
    const auto family = this->family(false);

    BOOST_TEST(why(offer(family.id)) == "error.offer.no_consent");
    BOOST_TEST(count("offer") == 0);
    BOOST_TEST(held().reserved == 0);

    consent(family.id);
    BOOST_TEST(why(offer(family.id)) == "");
}

BOOST_AUTO_TEST_CASE(an_organization_whose_certificate_ran_out_is_offered_nothing)
{
    const auto family = this->family();
    certify(organization, plus_days(day_of(now), -1));
    BOOST_TEST(why(offer(family.id)) == "error.offer.certificate_over");
    BOOST_TEST(count("offer") == 0);

    certify(organization, day_of(now)); // its last day
    BOOST_TEST(why(offer(family.id)) == "");
}

BOOST_AUTO_TEST_CASE(the_same_program_is_not_offered_twice_for_one_need)
{
    const auto family = this->family();
    BOOST_REQUIRE(offer(family.id));

    BOOST_TEST(why(offer(family.id)) == "error.offer.twin");
}

BOOST_AUTO_TEST_CASE(a_person_helped_elsewhere_is_asked_about_first)
{
    const auto first = received();
    act(charity(), [&](const Desk& desk) { return accept(desk, seen(first), {}); }).value();
    act(charity(), [&](const Desk& desk) {
        return deliver(desk, seen(now_of(first.id)), told(*this, 50'000));
    }).value();
    act(charity(), [&](const Desk& desk) { return complete(desk, seen(now_of(first.id))); }).value();

    const auto family = this->family(); // the same grandmother, in another referral

    BOOST_TEST(why(offer(family.id)) == "error.offer.duplicate");
    BOOST_TEST(why(offer(family.id, "上次是去年的")) == "");
}

BOOST_AUTO_TEST_CASE(help_that_goes_well)
{
    const auto row = accepted();
    BOOST_TEST(held().reserved == 0);
    BOOST_TEST(held().committed == 1);
    BOOST_TEST((referral(row.referral).state == ReferralState::in_support));

    act(charity(), [&](const Desk& desk) { return deliver(desk, seen(row), told(*this, 20'000)); }).value();
    BOOST_TEST(why(act(charity(), [&](const Desk& desk) { return complete(desk, seen(now_of(row.id))); })) ==
               "error.offer.complete.not_all");
    act(charity(), [&](const Desk& desk) {
        return deliver(desk, seen(now_of(row.id)), told(*this, 30'000));
    }).value();
    act(charity(), [&](const Desk& desk) { return complete(desk, seen(now_of(row.id))); }).value();

    BOOST_TEST((now_of(row.id).state == OfferState::fulfilled));
    BOOST_TEST(held().committed == 0);
    BOOST_TEST(held().used == 1);
    BOOST_TEST(held().paid.fen == 50'000);
    BOOST_TEST(need(row.referral).promised == 50'000);
    BOOST_TEST(!now_of(row.id).due_at.has_value());
}

BOOST_AUTO_TEST_CASE(more_than_was_promised_cannot_arrive)
{
    const auto row = accepted();

    const auto done =
        act(charity(), [&](const Desk& desk) { return deliver(desk, seen(row), told(*this, 50'001)); });

    BOOST_TEST(why(done) == "error.offer.deliver.units");
    BOOST_TEST(count("delivery") == 0);
}

BOOST_AUTO_TEST_CASE(less_may_be_accepted_and_the_rest_is_free)
{
    const auto row = received();

    act(charity(), [&](const Desk& desk) { return accept(desk, seen(row), 20'000); }).value();

    BOOST_TEST(held().committed_money.fen == 20'000);
    BOOST_TEST(held().reserved_money.fen == 0);
    BOOST_TEST(need(row.referral).promised == 20'000);
}

BOOST_AUTO_TEST_CASE(more_than_was_offered_is_not_accepted)
{
    const auto row = received();

    BOOST_TEST(why(act(charity(), [&](const Desk& desk) { return accept(desk, seen(row), 50'001); })) ==
               "error.offer.accept.units");
}

BOOST_AUTO_TEST_CASE(help_that_stops_short_uses_what_arrived)
{
    const auto row = accepted();
    act(charity(), [&](const Desk& desk) { return deliver(desk, seen(row), told(*this, 20'000)); }).value();

    act(charity(), [&](const Desk& desk) {
        return stop_short(desk, seen(now_of(row.id)), "钱不够");
    }).value();

    BOOST_TEST(held().used == 1);
    BOOST_TEST(held().paid.fen == 20'000);
    BOOST_TEST(held().committed_money.fen == 0);
    BOOST_TEST(need(row.referral).promised == 20'000);
    BOOST_TEST((referral(row.referral).state == ReferralState::planned));
}

BOOST_AUTO_TEST_CASE(a_declined_offer_frees_all_and_cools_down)
{
    const auto row = received();

    act(charity(), [&](const Desk& desk) {
        return decline(desk, seen(row), DeclineReason::not_eligible, "不在招生范围");
    }).value();

    BOOST_TEST(held().reserved == 0);
    BOOST_TEST(need(row.referral).promised == 0);
    BOOST_TEST(why(offer(row.referral)) == "error.offer.cool_down");
    now += std::chrono::days(181);
    consent(row.referral);
    BOOST_TEST(why(offer(row.referral)) == "");
}

BOOST_AUTO_TEST_CASE(the_last_place_goes_once)
{
    const auto one = another_family(), two = another_family(), three = another_family();
    BOOST_REQUIRE(offer(one.id));
    BOOST_REQUIRE(offer(two.id));

    const auto third = offer(three.id);

    BOOST_TEST(!third);
    BOOST_TEST(held().reserved == 2);
}

BOOST_AUTO_TEST_CASE(a_step_is_taken_back_within_ten_minutes_by_who_took_it)
{
    const auto row = accepted();
    BOOST_TEST(why(act(county(), [&](const Desk& desk) { return take_back(desk, seen(row)); })) ==
               "error.offer.take_back.not_now");

    act(charity(), [&](const Desk& desk) { return take_back(desk, seen(row)); }).value();

    BOOST_TEST((now_of(row.id).state == OfferState::received));
    BOOST_TEST(held().committed == 0);
    BOOST_TEST(held().reserved == 1);
    BOOST_TEST((referral(row.referral).state == ReferralState::planned));

    const auto again = now_of(row.id);
    act(charity(), [&](const Desk& desk) {
        return decline(desk, seen(again), DeclineReason::full, "");
    }).value();
    now += std::chrono::minutes(10);
    BOOST_TEST(why(act(charity(), [&](const Desk& desk) { return take_back(desk, seen(now_of(row.id))); })) ==
               "error.offer.take_back.not_now");
}

BOOST_AUTO_TEST_CASE(an_offer_taken_back_may_be_offered_again)
{
    const auto row = offered();
    act(county(), [&](const Desk& desk) { return take_back(desk, seen(row)); }).value();
    BOOST_TEST(held().reserved == 0);

    const auto again = offer(row.referral);

    BOOST_TEST(why(again) == "");
    BOOST_TEST((again->id == row.id));
    BOOST_TEST(held().reserved == 1);
}

BOOST_AUTO_TEST_CASE(who_has_opened_a_name_cannot_take_back)
{
    const auto row = accepted();
    act(charity(), [&](const Desk& desk) { return open_fields(desk, row.id, "contact"); }).value();

    BOOST_TEST(why(act(charity(), [&](const Desk& desk) { return take_back(desk, seen(now_of(row.id))); })) ==
               "error.offer.take_back.not_now");
    BOOST_TEST(count_events("offer.fields_opened") == 1);
}

BOOST_AUTO_TEST_CASE(a_consent_taken_back_ends_its_offers_at_once)
{
    const auto row = accepted();
    const auto rows =
        db.read([&](store::Reader& reader) { return store::list_consents(reader, row.referral); });

    given::act(*this, county(), [&](const Desk& desk) {
        return server::referrals::withdraw_consent(desk, row.referral, rows.front().id, rows.front().version);
    }).value();

    BOOST_TEST((now_of(row.id).state == OfferState::consent_ended));
    BOOST_TEST(held().committed == 0);
    BOOST_TEST((referral(row.referral).state == ReferralState::planned));
    const auto opened =
        act(charity(), [&](const Desk& desk) { return open_fields(desk, row.id, "contact"); });
    BOOST_TEST(!opened);
}

BOOST_AUTO_TEST_CASE(a_referral_withdrawn_ends_its_offers)
{
    const auto row = offered();
    const auto before = referral(row.referral);

    given::act(*this, county(), [&](const Desk& desk) {
        return server::referrals::withdraw(desk, given::seen(before), {{}, "家里来电话说不用了"});
    }).value();

    BOOST_TEST((now_of(row.id).state == OfferState::withdrawn));
    BOOST_TEST(held().reserved == 0);
}

BOOST_AUTO_TEST_CASE(a_referral_is_closed_when_no_offer_is_under_way)
{
    const auto row = accepted();
    const auto close = [&] {
        const auto now_seen = given::seen(referral(row.referral));
        return given::act(*this, county(), [&](const Desk& desk) {
            return server::referrals::close_referral(desk, now_seen,
                                                     {CloseReason::partly_met, "已补助 500 元"});
        });
    };
    BOOST_TEST(given::why(close()) == "error.referral.close.offers");
    act(charity(), [&](const Desk& desk) { return deliver(desk, seen(row), told(*this, 50'000)); }).value();
    act(charity(), [&](const Desk& desk) { return complete(desk, seen(now_of(row.id))); }).value();

    BOOST_TEST(given::why(close()) == "");

    BOOST_TEST((referral(row.referral).state == ReferralState::closed));
    BOOST_TEST(db.value_of("SELECT state FROM plan") == "done");
}

BOOST_AUTO_TEST_CASE(an_offer_of_another_organization_or_area_does_not_exist)
{
    const auto row = received();

    BOOST_TEST(why(act(other_charity(), [&](const Desk& desk) { return accept(desk, seen(row), {}); })) ==
               "error.offer.unknown");
    BOOST_TEST(why(act(elsewhere(), [&](const Desk& desk) {
                   return withdraw_offer(desk, seen(row), "x");
               })) == "error.offer.unknown");
    BOOST_TEST(why(act(county(), [&](const Desk& desk) { return accept(desk, seen(row), {}); })) ==
               "error.offer.not_yours");
}

BOOST_AUTO_TEST_CASE(who_saw_an_older_offer_is_told)
{
    const auto row = received();
    act(charity(), [&](const Desk& desk) { return accept(desk, seen(row), {}); }).value();

    BOOST_TEST(why(act(charity(), [&](const Desk& desk) {
                   return decline(desk, seen(row), DeclineReason::full, "");
               })) == "error.offer.changed");
}

BOOST_AUTO_TEST_SUITE_END()
