// What a decline or silence sets going: its effects, the next best program by itself, or a task for a person.
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::offers;
using given::OfferWorld;
using given::seen;
using server::Desk;

namespace {

// A second program of another organization that would take the need as well.
struct TwoPrograms : OfferWorld {
    TwoPrograms() { second = add_program(other_organization, "second"); }
    Referral with_consent_for_both()
    {
        const auto known = family(false);
        consent(known.id, {organization, other_organization});
        return known;
    }
    std::vector<TaskKind> kinds(ReferralId id)
    {
        std::vector<TaskKind> all;
        for (const auto& task : tasks(id)) all.push_back(task.kind);
        return all;
    }
    ProgramId second;
};

const std::vector<TaskKind> kNone;

} // namespace

BOOST_FIXTURE_TEST_SUITE(after_a_decline, TwoPrograms)

BOOST_AUTO_TEST_CASE(with_a_standing_rule_the_next_best_is_offered_by_itself)
{
    approve_rule(100'000, 3);
    const auto known = with_consent_for_both();
    const auto first = offer(known.id).value();

    declined(first, DeclineReason::too_far);

    const auto all = offers_of(known.id);
    BOOST_REQUIRE(all.size() == 2u);
    BOOST_TEST(all[1].program.value == second.value);
    BOOST_TEST((all[1].state == OfferState::offered));
    BOOST_TEST((moves(all[1].id).back().side == Side::system));
    BOOST_TEST(moves(all[1].id).back().reason == "standing_rule");
    BOOST_TEST((kinds(known.id) == kNone));
}

BOOST_AUTO_TEST_CASE(not_before_the_decline_can_no_more_be_taken_back)
{
    approve_rule(100'000, 3);
    const auto known = with_consent_for_both();
    const auto first = offer(known.id).value();
    act(charity(), [&](const Desk& desk) { return open_offer(desk, first.id); }).value();
    act(charity(), [&](const Desk& desk) {
        return decline(desk, seen(now_of(first.id)), DeclineReason::full, "");
    }).value();
    run_clocks();
    BOOST_TEST(offers_of(known.id).size() == 1u);

    act(charity(), [&](const Desk& desk) { return take_back(desk, seen(now_of(first.id))); }).value();
    now += kTakeBack;
    run_clocks();
    BOOST_TEST(offers_of(known.id).size() == 1u);
    BOOST_TEST(held().places.value() == 2); // nor is its capacity corrected
}

BOOST_AUTO_TEST_CASE(silence_has_the_next_best_offered_too)
{
    approve_rule(100'000, 3);
    const auto known = with_consent_for_both();
    now = *now_of(offer(known.id)->id).due_at;

    run_clocks();

    BOOST_REQUIRE(offers_of(known.id).size() == 2u);
    BOOST_TEST((offers_of(known.id)[1].state == OfferState::offered));
}

BOOST_AUTO_TEST_CASE(without_a_rule_a_person_decides)
{
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::too_far);
    BOOST_TEST(offers_of(known.id).size() == 1u);
    BOOST_TEST((kinds(known.id) == std::vector{TaskKind::decide_next}));
}

BOOST_AUTO_TEST_CASE(nor_does_a_rule_go_beyond_its_amount_or_its_tries)
{
    approve_rule(49'999, 3);
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::too_far);
    BOOST_TEST(offers_of(known.id).size() == 1u);

    approve_rule(100'000, 1);
    const auto row = offers_of(known.id).front();
    db.write([&](store::Writer& writer) {
        store::begin_task(writer, {.kind = TaskKind::next_best,
                                   .referral = row.referral,
                                   .offer = row.id,
                                   .begun_at = now,
                                   .due_at = now});
    });
    run_clocks();
    BOOST_TEST(offers_of(known.id).size() == 1u);
    BOOST_TEST((kinds(known.id) == std::vector{TaskKind::decide_next}));
}

BOOST_AUTO_TEST_CASE(whom_the_consent_does_not_name_is_asked_for_first_and_then_offered)
{
    approve_rule(100'000, 3);
    const auto known = family(); // names the first organization only
    declined(offer(known.id).value(), DeclineReason::too_far);
    BOOST_TEST(offers_of(known.id).size() == 1u);
    BOOST_REQUIRE((kinds(known.id) == std::vector{TaskKind::ask_consent}));
    BOOST_TEST(tasks(known.id)[0].program.value == second.value);
}

BOOST_AUTO_TEST_CASE(who_is_too_far_away_may_ask_that_the_program_serve_a_smaller_area)
{
    const auto known = with_consent_for_both();
    const auto first = offer(known.id).value();
    act(charity(), [&](const Desk& desk) { return open_offer(desk, first.id); }).value();
    const auto decline_it = [&](DeclineReason reason) {
        const auto row = now_of(first.id);
        act(charity(), [&](const Desk& desk) { return decline(desk, seen(row), reason, "", true); }).value();
    };
    const auto take_it_back = [&] {
        const auto row = now_of(first.id);
        act(charity(), [&](const Desk& desk) { return take_back(desk, seen(row)); }).value();
    };
    decline_it(DeclineReason::full); // not for this reason
    BOOST_TEST(std::ranges::count(kinds(known.id), TaskKind::narrow_area) == 0);
    take_it_back();
    decline_it(DeclineReason::too_far);
    BOOST_TEST(std::ranges::count(kinds(known.id), TaskKind::narrow_area) == 1);
    take_it_back();
    BOOST_TEST(std::ranges::count(kinds(known.id), TaskKind::narrow_area) == 0);
}

BOOST_AUTO_TEST_CASE(closing_the_last_need_proposes_to_close_and_nothing_more_is_looked_for)
{
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::full);
    BOOST_REQUIRE((kinds(known.id) == std::vector{TaskKind::decide_next}));
    const auto household = given::document(*this, referral(known.id)).body.household;
    std::map<NeedId, server::referrals::Mending> all;
    for (const auto& one : household.needs) all[one.id].fate = "closed";
    const auto correct = [&](const std::map<NeedId, server::referrals::Mending>& told) {
        const auto before = referral(known.id);
        given::act(*this, county(), [&](const Desk& desk) {
            return server::referrals::correct(desk, given::seen(before), told, "家里不再需要");
        }).value();
    };
    correct({*all.begin()});
    if (all.size() > 1) BOOST_TEST(std::ranges::count(kinds(known.id), TaskKind::close) == 0);

    correct(all);

    BOOST_TEST((kinds(known.id) == std::vector{TaskKind::close}));
}

BOOST_AUTO_TEST_CASE(a_place_that_another_server_took_leaves_no_draft)
{
    approve_rule(100'000, 3);
    const auto known = with_consent_for_both();
    const auto first = offer(known.id).value();
    // The catalog still shows a place: what is held is moved beside it.
    db.connection().execute("test.taken", "UPDATE capacity SET reserved = places WHERE program_id <> " +
                                              std::to_string(program.value));
    declined(first, DeclineReason::too_far);
    BOOST_TEST(offers_of(known.id).size() == 1u);
    BOOST_TEST((kinds(known.id) == std::vector{TaskKind::decide_next}));
}

BOOST_AUTO_TEST_CASE(a_full_program_has_no_places_left_on_record)
{
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::full);
    BOOST_TEST(held().places.value() == 0);
    BOOST_TEST(count_events("program.capacity_corrected") == 1);
}

BOOST_AUTO_TEST_CASE(without_money_no_budget_is_left)
{
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::no_money);
    BOOST_TEST(held().budget->fen == 0);
    BOOST_TEST(held().places.value() == 2);
}

BOOST_AUTO_TEST_CASE(who_does_not_fit_goes_back_to_the_referrer_and_the_rule_is_flagged)
{
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::not_eligible);
    BOOST_TEST((kinds(known.id) ==
                std::vector{TaskKind::decide_next, TaskKind::look_at_facts, TaskKind::look_at_rule}));
}

BOOST_AUTO_TEST_CASE(who_was_not_reached_twice_is_suspended)
{
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::cannot_reach);
    BOOST_TEST((kinds(known.id) == std::vector{TaskKind::confirm_contact}));
    BOOST_TEST((referral(known.id).state == ReferralState::planned));

    const auto again = offer(known.id).value(); // no cool-down for this reason
    declined(again, DeclineReason::cannot_reach);

    BOOST_TEST((referral(known.id).state == ReferralState::suspended));
    BOOST_TEST((kinds(known.id) ==
                std::vector{TaskKind::confirm_contact, TaskKind::confirm_contact, TaskKind::resume}));
}

BOOST_AUTO_TEST_CASE(who_did_not_want_it_or_is_helped_already_is_asked_before_anything_else)
{
    approve_rule(100'000, 3);
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::refused_by_family);
    BOOST_TEST((kinds(known.id) == std::vector{TaskKind::ask_need_anew}));
    BOOST_TEST(offers_of(known.id).size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_offer_by_a_person_ends_the_task_that_asked_for_it)
{
    const auto known = with_consent_for_both();
    declined(offer(known.id).value(), DeclineReason::full);
    BOOST_TEST((kinds(known.id) == std::vector{TaskKind::decide_next}));
    program = second;
    offer(known.id).value();
    BOOST_TEST((kinds(known.id) == kNone));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(errors, OfferWorld)

BOOST_AUTO_TEST_CASE(an_offer_entered_in_error_needs_two_officers_and_frees_and_reverses_all)
{
    const auto row = accepted();
    act(charity(), [&](const Desk& desk) {
        return deliver(desk, seen(row), {20'000, day_of(now), "cash", "本人", ""});
    }).value();
    const auto error_by = [&](const Actor& officer) {
        return act(officer,
                   [&](const Desk& desk) { return mark_as_error(desk, seen(now_of(row.id)), "重复录入"); });
    };
    BOOST_TEST((error_by(county())->state == OfferState::delivering));
    BOOST_TEST(given::why(error_by(county())) == "error.offer.mark_as_error.second");

    BOOST_TEST((error_by(second_county())->state == OfferState::entered_in_error));

    BOOST_TEST(held().committed == 0);
    BOOST_TEST(held().paid.fen == 0);
    BOOST_TEST(need(row.referral).promised == 0);
    BOOST_TEST(tasks(row.referral).empty());
}

BOOST_AUTO_TEST_SUITE_END()
