// What the clock does by itself: offers lapse, questions go back, who waits is offered what came free.
#include "models/store/programs.hpp"
#include "server/offers/receipts.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::offers;
using given::OfferWorld;
using given::seen;
using given::why;
using server::Desk;

BOOST_FIXTURE_TEST_SUITE(clocks_of_offers, OfferWorld)

BOOST_AUTO_TEST_CASE(nobody_answers_and_the_offer_lapses)
{
    const auto row = offered();
    run_clocks();
    BOOST_TEST((now_of(row.id).state == OfferState::offered));

    now = *row.due_at;
    run_clocks();

    BOOST_TEST((now_of(row.id).state == OfferState::expired));
    BOOST_TEST(held().reserved == 0);
    BOOST_TEST(!now_of(row.id).due_at.has_value());
}

BOOST_AUTO_TEST_CASE(while_facts_are_wanted_the_time_to_answer_stands_still)
{
    const auto row = received();
    act(charity(), [&](const Desk& desk) { return ask_for_facts(desk, seen(row), "学籍证明"); }).value();
    now = *now_of(row.id).due_at;
    run_clocks();

    const auto back = now_of(row.id);
    BOOST_TEST((back.state == OfferState::received));
    BOOST_TEST((*back.due_at > now));
    BOOST_TEST(moves(row.id).back().reason == "unanswered");
}

BOOST_AUTO_TEST_CASE(only_the_time_that_ran_counts_after_two_questions)
{
    const auto row = received();
    const auto ask_and_answer = [&] {
        const auto before = now_of(row.id);
        act(charity(), [&](const Desk& desk) { return ask_for_facts(desk, seen(before), "?"); }).value();
        now += std::chrono::days(7);
        const auto asked = now_of(row.id);
        act(county(), [&](const Desk& desk) { return answer_facts(desk, seen(asked), "!"); }).value();
    };
    ask_and_answer();
    const auto left = *now_of(row.id).due_at - now;
    ask_and_answer(); // at once: nothing of the time has run

    BOOST_TEST((*now_of(row.id).due_at - now >= left));
}

BOOST_AUTO_TEST_CASE(feedback_is_owed_until_every_delivery_is_confirmed)
{
    const auto row = accepted();
    for (const auto units : {20'000, 10'000}) {
        const auto before = now_of(row.id);
        act(charity(), [&](const Desk& desk) {
            return deliver(desk, seen(before), {units, day_of(now), "bank", "石玉兰", ""});
        }).value();
    }
    const auto deliveries =
        db.read([&](store::Reader& reader) { return store::list_deliveries(reader, row.id); });
    const auto confirm = [&](DeliveryId id) {
        act(township(), [&](const Desk& desk) { return confirm_delivery(desk, row.referral, id); }).value();
    };
    confirm(deliveries.front().id);
    BOOST_TEST(now_of(row.id).due_at.has_value());

    confirm(deliveries.back().id);

    BOOST_TEST(!now_of(row.id).due_at.has_value());
    const auto before = now_of(row.id);
    act(charity(), [&](const Desk& desk) {
        return deliver(desk, seen(before), {20'000, day_of(now), "bank", "石玉兰", ""});
    }).value();
    BOOST_TEST(now_of(row.id).due_at.has_value()); // of the next one it is owed again
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_list_of_those_who_wait)

BOOST_AUTO_TEST_CASE(a_full_program_that_keeps_a_list_lets_them_wait)
{
    OfferWorld world({.places = 1, .keeps_waitlist = true});
    const auto one = world.another_family(), two = world.another_family();
    BOOST_REQUIRE(world.offer(one.id));

    const auto waiting = world.offer(two.id);

    BOOST_TEST(why(waiting) == "");
    BOOST_TEST((waiting->state == OfferState::waitlisted));
    BOOST_TEST(world.held().reserved == 1);
    BOOST_TEST(world.need(two.id).promised == 0);
}

BOOST_AUTO_TEST_CASE(who_waits_is_offered_what_came_free_once_it_cannot_be_taken_back)
{
    OfferWorld world({.places = 1, .keeps_waitlist = true});
    const auto one = world.another_family(), two = world.another_family();
    const auto first = world.offer(one.id), second = world.offer(two.id);
    world.act(world.charity(), [&](const Desk& desk) { return open_offer(desk, first->id); }).value();
    world
        .act(world.charity(),
             [&](const Desk& desk) {
                 return decline(desk, seen(world.now_of(first->id)), DeclineReason::too_far, "");
             })
        .value();

    world.run_clocks();
    BOOST_TEST((world.now_of(second->id).state == OfferState::waitlisted));

    world.now += std::chrono::minutes(10);
    world.run_clocks();
    BOOST_TEST((world.now_of(second->id).state == OfferState::offered));
    BOOST_TEST(world.held().reserved == 1);
    BOOST_TEST(world.now_of(second->id).due_at.has_value());
}

BOOST_AUTO_TEST_CASE(who_waits_is_offered_nothing_that_its_charity_says_is_full)
{
    OfferWorld world({.places = 1, .keeps_waitlist = true});
    const auto first = world.received();
    const auto second = world.offer(world.another_family().id);
    world.declined(world.now_of(first.id), DeclineReason::full);
    world.run_clocks();
    BOOST_TEST((world.now_of(second->id).state == OfferState::waitlisted));
    BOOST_TEST(*world.held().places == 0);
}

BOOST_AUTO_TEST_CASE(putting_in_line_is_taken_back_as_if_it_had_not_been)
{
    OfferWorld world({.places = 1, .keeps_waitlist = true});
    const auto row = world.received();
    const auto waits = [&] {
        return world.act(world.charity(),
                         [&](const Desk& desk) { return put_in_line(desk, seen(world.now_of(row.id))); });
    };
    waits().value();
    world.now += std::chrono::minutes(9);
    world.run_clocks(); // its place is not given on, not even to itself
    BOOST_TEST((world.now_of(row.id).state == OfferState::waitlisted));
    world.act(world.charity(), [&](const Desk& desk) { return take_back(desk, seen(world.now_of(row.id))); })
        .value();
    BOOST_TEST((world.now_of(row.id).state == OfferState::received));
    BOOST_TEST(world.held().reserved == 1);
    world.now += std::chrono::minutes(10);
    world.run_clocks();
    BOOST_TEST((world.now_of(row.id).state == OfferState::received));
    BOOST_TEST(*world.held().places == 1);

    waits().value();
    world.now += std::chrono::minutes(10);
    BOOST_TEST(given::why(world.act(world.charity(), [&](const Desk& desk) {
                   return take_back(desk, seen(world.now_of(row.id)));
               })) == "error.offer.take_back.not_now");
    world.run_clocks();
    world.run_clocks();
    BOOST_TEST((world.now_of(row.id).state == OfferState::waitlisted));
    BOOST_TEST(*world.held().places == 0); // the charity said so
}

BOOST_AUTO_TEST_CASE(what_a_waiting_list_says_of_places_holds_when_it_is_declined_after_all)
{
    OfferWorld world({.places = 1, .keeps_waitlist = true});
    const auto row = world.received();
    world.act(world.charity(), [&](const Desk& desk) { return put_in_line(desk, seen(row)); }).value();
    world.declined(world.now_of(row.id), DeclineReason::too_far);
    BOOST_TEST(*world.held().places == 0);
}

BOOST_AUTO_TEST_CASE(everybody_in_line_knows_the_place)
{
    OfferWorld world({.places = 1, .keeps_waitlist = true});
    world.offer(world.another_family().id).value();
    const auto first = world.offer(world.another_family().id).value(),
               second = world.offer(world.another_family().id).value();
    world.db.read([&](store::Reader& reader) {
        BOOST_TEST(store::place_in_line(reader, first)->place == 1);
        BOOST_TEST(store::place_in_line(reader, second)->place == 2);
        BOOST_TEST(store::place_in_line(reader, second)->all == 2);
    });
    for (const auto& actor : {world.charity(), world.county()}) {
        const auto shown = world.get(actor, "/offers/" + to_text(second.id));
        BOOST_TEST(support::page_faults(shown) == "");
        BOOST_TEST(shown.body.contains("候补第 2 位，共 2 位"));
        BOOST_TEST(world.get(actor, "/offers?box=waiting").body.contains("候补第 2 位"));
    }
}

BOOST_AUTO_TEST_CASE(a_need_met_while_another_offer_waited_is_met_when_that_lapses)
{
    OfferWorld world({.places = 1, .keeps_waitlist = true});
    const auto one = world.another_family(), two = world.another_family();
    const auto first = world.offer(one.id), waits = world.offer(two.id);
    const auto need_before = world.need(two.id);
    const auto by = world.charity().account;
    world.db.write(
        [&](store::Writer& writer) { // what was promised to the second family meanwhile fills its need
            auto other = store::find_offer(writer, {support::kCounty, {}}, waits->id).value();
            other.units = *residual_of(need_before);
            other.state = OfferState::fulfilled;
            const auto id = store::insert_offer(writer, other);
            store::insert_delivery(writer, {.offer = id,
                                            .units = other.units,
                                            .on = day_of(world.now),
                                            .told = "{}",
                                            .recorded_by = by,
                                            .recorded_at = world.now});
        });
    world.now = *world.now_of(waits->id).due_at;

    world.run_clocks();

    BOOST_TEST((world.now_of(waits->id).state == OfferState::expired));
    BOOST_TEST((world.need(two.id).state == NeedState::met));
}

BOOST_AUTO_TEST_CASE(a_paused_program_offers_nothing_to_those_who_wait)
{
    OfferWorld world({.places = 1, .keeps_waitlist = true});
    const auto one = world.another_family(), two = world.another_family();
    const auto first = world.offer(one.id), second = world.offer(two.id);
    const auto given_up = world.now_of(first->id);
    world.act(world.county(), [&](const Desk& desk) { return withdraw_offer(desk, seen(given_up), "x"); })
        .value();
    world.db.write([&](store::Writer& writer) {
        auto row = store::find_program(writer, world.program).value();
        row.state = ProgramState::paused;
        return store::save_program(writer, row, world.now);
    });

    world.run_clocks();

    BOOST_TEST((world.now_of(second->id).state == OfferState::waitlisted));
}

BOOST_AUTO_TEST_SUITE_END()
