#include "models/referral.hpp"
#include "tests/models/move_table.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using State = ReferralState;
using Act = ReferralAct;

BOOST_AUTO_TEST_SUITE(referral_test)

BOOST_AUTO_TEST_CASE(every_state_is_reached_and_only_the_error_is_never_left)
{
    check_move_table<State, Act>(referral_moves(),
                                 [](State state) { return state == State::entered_in_error; });
}

BOOST_AUTO_TEST_CASE(the_table_is_the_one_of_the_life_cycle)
{
    using enum ReferralAct;
    const std::pair<Act, const char*> expected[]{
        {start, "- > draft"},
        {report, "draft > reported"},
        {discard, "draft > -"},
        {recheck, "reported > rechecked"},
        {return_, "reported, rechecked > returned"},
        {resubmit, "returned > rechecked reported"},
        {confirm, "rechecked > confirmed"},
        {confirm_urgently, "reported > confirmed"},
        {recheck_late, "confirmed, planned, in_support > the same"},
        {correct, "confirmed, planned, in_support > the same"},
        {refuse, "reported, rechecked, returned, confirmed, planned > closed"},
        {lapse, "returned > closed"},
        {plan, "confirmed > planned"},
        {fall_back, "planned, in_support > confirmed planned"},
        {begin_support, "planned > in_support"},
        {close, "confirmed, planned, in_support > closed"},
        {withdraw, "reported, rechecked, returned, confirmed, planned, in_support, suspended > closed"},
        {end, "reported, rechecked, returned, confirmed, planned, in_support, suspended > closed"},
        {suspend, "reported, rechecked, returned, confirmed, planned, in_support > suspended"},
        {resume, "suspended > confirmed in_support planned rechecked reported returned"},
        {reopen, "closed > confirmed reported"},
        {mark_as_error,
         "draft, reported, rechecked, returned, confirmed, planned, in_support, suspended, closed > "
         "entered_in_error"}};
    for (const auto& [act, way] : expected) BOOST_TEST(way_of(referral_moves(), act) == way);
    BOOST_TEST(std::size(expected) == kNames<Act>.size());
    BOOST_TEST((after(State::planned, fall_back) == std::vector{State::confirmed}));
    BOOST_TEST((after(State::in_support, fall_back) == std::vector{State::planned}));
}

BOOST_AUTO_TEST_CASE(the_way_from_the_village_to_support)
{
    BOOST_TEST((after(State::draft, Act::report) == std::vector{State::reported}));
    BOOST_TEST((after(State::reported, Act::recheck) == std::vector{State::rechecked}));
    BOOST_TEST((after(State::rechecked, Act::confirm) == std::vector{State::confirmed}));
    BOOST_TEST((after(State::confirmed, Act::plan) == std::vector{State::planned}));
    BOOST_TEST((after(State::planned, Act::begin_support) == std::vector{State::in_support}));
    BOOST_TEST((after(State::in_support, Act::close) == std::vector{State::closed}));
}

BOOST_AUTO_TEST_CASE(nothing_is_confirmed_without_a_recheck_unless_urgently)
{
    BOOST_TEST(after(State::reported, Act::confirm).empty());
    BOOST_TEST((after(State::reported, Act::confirm_urgently) == std::vector{State::confirmed}));
    for (const auto state : {State::confirmed, State::planned, State::in_support})
        BOOST_TEST((after(state, Act::recheck_late) == std::vector{state}));
}

BOOST_AUTO_TEST_CASE(resubmitting_leads_to_reported_or_the_state_it_left)
{
    BOOST_TEST((after(State::returned, Act::resubmit) == std::vector{State::reported, State::rechecked}));
    std::set<State> returned_from;
    for (const auto& move : referral_moves())
        if (move.act == Act::return_) returned_from.insert(*move.from);
    for (const auto state : returned_from) {
        const auto states = after(State::returned, Act::resubmit);
        BOOST_TEST((std::ranges::find(states, state) != states.end()), name_of(state));
    }
}

BOOST_AUTO_TEST_CASE(a_suspended_referral_resumes_where_it_stood)
{
    std::set<State> suspended_from, resumed_to;
    for (const auto& move : referral_moves()) {
        if (move.act == Act::suspend) suspended_from.insert(*move.from);
        if (move.act == Act::resume) resumed_to.insert(*move.to);
    }
    BOOST_TEST((suspended_from == resumed_to));
    for (const auto& [state, name] : kNames<State>)
        BOOST_TEST(suspended_from.contains(state) ==
                       (is_open(state) && state != State::draft && state != State::suspended),
                   name);
}

BOOST_AUTO_TEST_CASE(a_family_withdraws_from_every_open_referral_but_a_draft)
{
    for (const auto& [state, name] : kNames<State>) {
        const bool expected = is_open(state) && state != State::draft;
        BOOST_TEST(may(Side::family, state, Act::withdraw) == expected, name);
        BOOST_TEST(may(Side::county, state, Act::end) == expected, name);
        BOOST_TEST(may(Side::county, state, Act::mark_as_error) == (state != State::entered_in_error), name);
    }
}

BOOST_AUTO_TEST_CASE(charities_move_nothing_but_hand_cases_back)
{
    for (const auto& move : referral_moves())
        BOOST_TEST(has_side(move.sides, Side::charity) == (move.act == Act::start), name_of(move.act));
}

BOOST_AUTO_TEST_CASE(a_village_neither_rechecks_nor_confirms)
{
    BOOST_TEST(may(Side::village, State::draft, Act::report));
    BOOST_TEST(!may(Side::village, State::reported, Act::recheck));
    BOOST_TEST(!may(Side::village, State::rechecked, Act::confirm));
    BOOST_TEST(!may(Side::township, State::rechecked, Act::confirm));
    BOOST_TEST(may(Side::county, State::rechecked, Act::confirm));
}

BOOST_AUTO_TEST_CASE(what_takes_something_away_needs_a_reason)
{
    const std::set<Act> reasons{
        Act::return_, Act::confirm_urgently, Act::correct, Act::refuse,       Act::close,
        Act::end,     Act::suspend,          Act::reopen,  Act::mark_as_error};
    for (const auto& move : referral_moves())
        BOOST_TEST(move.reason_required == reasons.contains(move.act), name_of(move.act));
}

BOOST_AUTO_TEST_CASE(live_and_open_are_what_the_life_cycle_says)
{
    for (const auto& [state, name] : kNames<State>) {
        const bool live = state == State::confirmed || state == State::planned || state == State::in_support;
        BOOST_TEST(is_live(state) == live, name);
        BOOST_TEST(is_open(state) == (state != State::closed && state != State::entered_in_error), name);
    }
}

BOOST_AUTO_TEST_CASE(every_reason_to_close_belongs_to_one_act_that_closes)
{
    std::multiset<CloseReason> used;
    for (const auto& [act, name] : kNames<Act>) {
        const auto reasons = close_reasons(act);
        used.insert(reasons.begin(), reasons.end());
        const bool closes = std::ranges::any_of(referral_moves(), [&](const ReferralMove& move) {
            return move.act == act && move.to == State::closed;
        });
        BOOST_TEST(closes == !reasons.empty(), name);
    }
    for (const auto& [reason, name] : kNames<CloseReason>) BOOST_TEST(used.count(reason) == 1U, name);
}

BOOST_AUTO_TEST_SUITE_END()
