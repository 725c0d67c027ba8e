#include "models/offer.hpp"
#include "tests/models/move_table.hpp"
#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>

using namespace models;

BOOST_AUTO_TEST_SUITE(offer_test)

BOOST_AUTO_TEST_CASE(every_state_is_reached_and_only_ends_are_never_left)
{
    check_move_table<OfferState, OfferAct>(offer_moves(), [](OfferState state) { return is_end(state); });
}

BOOST_AUTO_TEST_CASE(the_table_is_the_one_of_the_life_cycle)
{
    using enum OfferAct;
    const std::pair<OfferAct, const char*> expected[]{
        {draft, "- > draft"},
        {offer, "draft > offered"},
        {queue, "draft > waitlisted"},
        {open, "offered > received"},
        {ask_for_facts, "received > info_needed"},
        {answer, "info_needed > received"},
        {waitlist, "received > waitlisted"},
        {reconfirm, "waitlisted > the same"},
        {place_free, "waitlisted > offered"},
        {accept, "received > accepted"},
        {decline, "offered, received, info_needed, waitlisted > declined"},
        {withdraw, "draft, offered, received, info_needed, waitlisted > withdrawn"},
        {lapse, "offered, received, waitlisted > expired"},
        {consent_ends, "offered, received, info_needed, waitlisted, accepted, delivering > consent_ended"},
        {deliver, "accepted, delivering > delivering the same"},
        {complete, "delivering > fulfilled"},
        {stop_short, "delivering > partly_fulfilled"},
        {fail, "accepted, delivering > failed"},
        {pass_on, "received, accepted > passed_on"},
        {reopen, "fulfilled, partly_fulfilled > delivering"}};
    for (const auto& [act, way] : expected) BOOST_TEST(way_of(offer_moves(), act) == way);
    BOOST_TEST(std::size(expected) + 1 == kNames<OfferAct>.size());
}

BOOST_AUTO_TEST_CASE(an_end_is_left_only_to_put_right_what_went_wrong)
{
    for (const auto& move : offer_moves())
        if (move.from && is_end(*move.from))
            BOOST_TEST((move.act == OfferAct::reopen || move.act == OfferAct::mark_as_error),
                       name_of(*move.from));
}

BOOST_AUTO_TEST_CASE(every_state_but_the_error_may_be_an_error)
{
    for (const auto& [state, name] : kNames<OfferState>)
        BOOST_TEST(may(Side::county, state, OfferAct::mark_as_error) ==
                       (state != OfferState::entered_in_error),
                   name);
}

BOOST_AUTO_TEST_CASE(the_way_of_an_offer_that_goes_well)
{
    using enum OfferState;
    BOOST_TEST((after(draft, OfferAct::offer) == std::vector{offered}));
    BOOST_TEST((after(offered, OfferAct::open) == std::vector{received}));
    BOOST_TEST((after(received, OfferAct::accept) == std::vector{accepted}));
    BOOST_TEST((after(accepted, OfferAct::deliver) == std::vector{delivering}));
    BOOST_TEST((after(delivering, OfferAct::complete) == std::vector{fulfilled}));
}

BOOST_AUTO_TEST_CASE(nothing_is_accepted_unseen)
{
    BOOST_TEST(after(OfferState::offered, OfferAct::accept).empty());
    BOOST_TEST(after(OfferState::waitlisted, OfferAct::accept).empty());
    BOOST_TEST(after(OfferState::info_needed, OfferAct::accept).empty());
}

BOOST_AUTO_TEST_CASE(a_charity_answers_for_itself_and_nobody_for_it)
{
    for (const auto act :
         {OfferAct::open, OfferAct::accept, OfferAct::decline, OfferAct::deliver, OfferAct::complete})
        for (const auto& move : offer_moves())
            if (move.act == act) BOOST_TEST(move.sides == static_cast<unsigned>(Side::charity), name_of(act));
}

BOOST_AUTO_TEST_CASE(a_consent_ends_every_live_offer_beyond_draft)
{
    for (const auto& [state, name] : kNames<OfferState>)
        BOOST_TEST(after(state, OfferAct::consent_ends).empty() ==
                       (is_end(state) || state == OfferState::draft),
                   name);
}

BOOST_AUTO_TEST_CASE(drafts_and_the_waitlist_promise_nothing)
{
    using enum OfferState;
    for (const auto state : {offered, received, info_needed, accepted, delivering})
        BOOST_TEST(holds_promise(state), name_of(state));
    for (const auto state : {draft, waitlisted, fulfilled, declined, expired, withdrawn, failed, passed_on})
        BOOST_TEST(!holds_promise(state), name_of(state));
}

BOOST_AUTO_TEST_CASE(taking_back_leads_where_the_act_came_from)
{
    for (const auto& back : take_backs()) {
        const auto forward = after(back.to, back.undone);
        BOOST_TEST((std::ranges::find(forward, back.from) != forward.end()), name_of(back.undone));
    }
    const auto declined_from = [](OfferState state) {
        return std::ranges::any_of(take_backs(), [&](const TakeBack& back) {
            return back.undone == OfferAct::decline && back.to == state;
        });
    };
    for (const auto& move : offer_moves())
        if (move.act == OfferAct::decline) BOOST_TEST(declined_from(*move.from), name_of(*move.from));
}

BOOST_AUTO_TEST_CASE(an_integrator_sees_a_task_status_of_fhir)
{
    using enum OfferState;
    const std::pair<OfferState, const char*> expected[]{{draft, "draft"},
                                                        {offered, "requested"},
                                                        {received, "requested"},
                                                        {info_needed, "on-hold"},
                                                        {waitlisted, "on-hold"},
                                                        {accepted, "accepted"},
                                                        {delivering, "in-progress"},
                                                        {fulfilled, "completed"},
                                                        {partly_fulfilled, "completed"},
                                                        {declined, "rejected"},
                                                        {expired, "cancelled"},
                                                        {withdrawn, "cancelled"},
                                                        {consent_ended, "cancelled"},
                                                        {failed, "failed"},
                                                        {passed_on, "cancelled"},
                                                        {entered_in_error, "entered-in-error"}};
    BOOST_TEST(std::size(expected) == kNames<OfferState>.size());
    for (const auto& [state, status] : expected)
        BOOST_TEST(fhir_task_status(state) == status, name_of(state));
    BOOST_TEST(needs_status_reason(declined));
    BOOST_TEST(needs_status_reason(waitlisted));
    BOOST_TEST(needs_status_reason(failed));
    BOOST_TEST(needs_status_reason(expired));
    BOOST_TEST(!needs_status_reason(accepted));
    BOOST_TEST(!needs_status_reason(entered_in_error));
}

BOOST_AUTO_TEST_CASE(a_random_walk_never_leaves_the_states_and_always_can_end)
{
    BOOST_TEST(rc::check("walk", [] {
        auto state = OfferState::draft;
        for (int step = 0; step < 30 && state != OfferState::entered_in_error; ++step) {
            std::vector<OfferMove> possible;
            for (const auto& move : offer_moves())
                if (move.from == state) possible.push_back(move);
            RC_ASSERT(!possible.empty());
            state = possible[*rc::gen::inRange<std::size_t>(0, possible.size())].to;
        }
    }));
}

BOOST_AUTO_TEST_SUITE_END()
