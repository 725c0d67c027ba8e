// Help that was said to be done and was not: a complaint that was upheld opens the offer, and the referral,
// again.
#include "server/http/idempotency.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::offers;
using given::seen;
using given::why;
using server::Desk;

namespace {

struct Reopening : given::OfferWorld {
    // Two deliveries of 200 and 300 yuan, said to be all.
    OfferRow fulfilled()
    {
        const auto row = accepted();
        for (const auto units : {20'000, 30'000})
            act(charity(), [&](const Desk& desk) {
                return deliver(desk, seen(now_of(row.id)), {units, day_of(now), "bank", "石玉兰", ""});
            }).value();
        act(charity(), [&](const Desk& desk) { return complete(desk, seen(now_of(row.id))); }).value();
        return now_of(row.id);
    }
    std::vector<store::DeliveryRow> deliveries(OfferId id)
    {
        return db.read([&](store::Reader& reader) { return store::list_deliveries(reader, id); });
    }
    Moved reopen(const OfferRow& row, const std::vector<DeliveryId>& undone)
    {
        return act(county(), [&](const Desk& desk) {
            return reopen_offer(desk, seen(now_of(row.id)), undone, "家里说只收到一笔");
        });
    }
    Referral closed(ReferralId id)
    {
        const auto row = referral(id);
        return given::act(*this, county(),
                          [&](const Desk& desk) {
                              return server::referrals::close_referral(
                                  desk, given::seen(row), {CloseReason::partly_met, "已补助 500 元"});
                          })
            .value();
    }
    Referral reopened(ReferralId id)
    {
        const auto row = referral(id);
        return given::act(*this, county(),
                          [&](const Desk& desk) {
                              return server::referrals::reopen(desk, given::seen(row), "投诉属实");
                          })
            .value();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(reopening, Reopening)

BOOST_AUTO_TEST_CASE(only_a_complaint_that_was_upheld_opens_an_offer_again)
{
    const auto row = fulfilled();
    const auto undone = deliveries(row.id).back().id;
    BOOST_TEST(why(reopen(row, {undone})) == "error.offer.reopen.no_complaint");
    uphold_complaint(row);
    BOOST_TEST(why(reopen(row, {})) == "error.offer.reopen.undone");
    BOOST_TEST(why(reopen(row, {DeliveryId{undone.value + 1'000}})) == "error.offer.reopen.undone");

    BOOST_TEST(why(reopen(row, {undone})) == "");

    BOOST_TEST((now_of(row.id).state == OfferState::delivering));
    BOOST_TEST((deliveries(row.id).front().state == DeliveryState::recorded));
    BOOST_TEST((deliveries(row.id).back().state == DeliveryState::reversed));
    BOOST_TEST(held().used == 0);
    BOOST_TEST(held().committed == 1);
    BOOST_TEST(held().committed_money.fen == 50'000);
    BOOST_TEST(need(row.referral).promised == 50'000);
    BOOST_TEST((referral(row.referral).state == ReferralState::in_support));
    BOOST_TEST(now_of(row.id).due_at.has_value());
    BOOST_TEST(count_events("offer.reopen") == 1);
    BOOST_TEST(count_events("delivery.reverse") == 1);
}

BOOST_AUTO_TEST_CASE(what_did_not_come_may_come_now_or_fail)
{
    const auto row = fulfilled();
    uphold_complaint(row);
    reopen(row, {deliveries(row.id).back().id}).value();

    const auto more = act(charity(), [&](const Desk& desk) {
        return deliver(desk, seen(now_of(row.id)), {30'001, day_of(now), "bank", "石玉兰", ""});
    });
    BOOST_TEST(why(more) == "error.offer.deliver.units");
    act(charity(), [&](const Desk& desk) {
        return stop_short(desk, seen(now_of(row.id)), "钱不够");
    }).value();

    BOOST_TEST(held().paid.fen == 20'000);
    BOOST_TEST(need(row.referral).promised == 20'000);
    BOOST_TEST(why(reopen(row, {deliveries(row.id).front().id})) == "error.offer.reopen.no_complaint");
}

BOOST_AUTO_TEST_CASE(beside_a_draft_for_the_same_program_it_would_be_offered_twice)
{
    const auto row = fulfilled();
    uphold_complaint(row);
    const auto draft = offer(row.referral).value();
    act(county(), [&](const Desk& desk) { return take_back(desk, seen(draft)); }).value();

    BOOST_TEST(why(reopen(row, {deliveries(row.id).back().id})) == "error.offer.twin");

    act(county(), [&](const Desk& desk) {
        return withdraw_offer(desk, seen(now_of(draft.id)), "x");
    }).value();
    BOOST_TEST(why(reopen(row, {deliveries(row.id).back().id})) == "");
}

BOOST_AUTO_TEST_CASE(a_closed_referral_goes_on_as_confirmed_and_the_offer_after_it)
{
    const auto row = fulfilled();
    closed(row.referral);
    now += std::chrono::hours(1);
    uphold_complaint(row);
    BOOST_TEST(why(reopen(row, {deliveries(row.id).back().id})) == "error.offer.reopen.referral");

    const auto again = reopened(row.referral);
    BOOST_TEST((again.state == ReferralState::confirmed));
    BOOST_TEST(again.confirmer.value != 0);

    BOOST_TEST(why(reopen(row, {deliveries(row.id).back().id})) == "");
    BOOST_TEST((referral(row.referral).state == ReferralState::in_support));
}

BOOST_AUTO_TEST_CASE(without_a_new_complaint_a_closed_referral_begins_with_its_recheck)
{
    const auto row = fulfilled();
    uphold_complaint(row); // mended before it was closed
    now += std::chrono::hours(1);
    closed(row.referral);

    BOOST_TEST((reopened(row.referral).state == ReferralState::reported));
}

BOOST_AUTO_TEST_CASE(what_has_changed_since_may_bar_it)
{
    const auto row = fulfilled();
    uphold_complaint(row);
    const auto undone = deliveries(row.id).back().id;
    const auto wanted = need(row.referral);
    const auto correct = [&](const server::referrals::Mending& told) {
        const auto before = referral(row.referral);
        given::act(*this, county(), [&](const Desk& desk) {
            return server::referrals::correct(desk, given::seen(before), {{wanted.id, told}}, "重新核定");
        }).value();
    };
    correct({.assessed = 40'000, .government_aid = 0});
    BOOST_TEST(why(reopen(row, {undone})) == "error.offer.nothing_left");
    correct({.assessed = 50'000, .fate = "closed"});
    BOOST_TEST(why(reopen(row, {undone})) == "error.offer.reopen.need_closed");
    correct({.fate = "asked_anew"});
    BOOST_TEST(why(reopen(row, {undone})) == "");
}

BOOST_AUTO_TEST_CASE(its_page_asks_what_did_not_come)
{
    const auto row = fulfilled();
    const auto path = "/offers/" + to_text(row.id);
    BOOST_TEST(get(county(), path + "/reopen").status == 409);
    BOOST_TEST(!get(county(), path).body.contains("/reopen"));
    uphold_complaint(row);

    BOOST_TEST(get(county(), path).body.contains(path + "/reopen"));
    BOOST_TEST(!get(charity(), path).body.contains("/reopen"));
    const auto form = get(county(), path + "/reopen");
    BOOST_TEST(support::page_faults(form) == "");
    BOOST_TEST(form.body.contains("300.00"));
    const auto send_form = [&](std::vector<std::pair<std::string, std::string>> fields) {
        fields.emplace_back("once", server::new_form_token());
        fields.emplace_back("version", std::to_string(now_of(row.id).version));
        auto request = call(county(), server::Verb::post, path + "/reopen");
        request.form = server::Form(std::move(fields));
        return send(std::move(request));
    };
    const auto wrong = send_form({{"note", "只收到一笔"}});
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(support::page_faults(wrong) == "");
    BOOST_TEST(wrong.body.contains("只收到一笔"));
    const auto done = send_form({{"note", "只收到一笔"}, {"undone", to_text(deliveries(row.id).back().id)}});
    BOOST_TEST(done.status == 303);
    BOOST_TEST(support::page_faults(get(county(), path)) == "");
}

BOOST_AUTO_TEST_SUITE_END()
