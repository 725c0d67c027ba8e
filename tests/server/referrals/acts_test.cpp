// From the first field of a draft to the recheck: each act by its actor, and what refuses everybody else.
#include "models/store/clocks.hpp"
#include "tests/server/referrals/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::referrals;
using namespace given;

BOOST_FIXTURE_TEST_SUITE(acts_of_a_referral, support::World)

BOOST_AUTO_TEST_CASE(a_report_gets_number_clock_log_audit_and_ledger)
{
    const auto referral = reported(*this);

    BOOST_TEST(referral.reference == "ZJ-520324-2026-000001");
    BOOST_CHECK(referral.state == ReferralState::reported);
    BOOST_TEST(referral.facts_version == 1);
    const auto clocks =
        db.read([&](store::Reader& reader) { return store::list_clocks(reader, referral.id); });
    BOOST_REQUIRE(clocks.size() == 1u);
    BOOST_CHECK(clocks[0].clock == Clock::recheck);
    BOOST_TEST(to_text(clocks[0].due_at) == "2026-12-02T00:00:00+08:00"); // five working days from Tuesday
    BOOST_TEST(moves(*this, referral).size() == 2u);                      // start, report
    BOOST_TEST(count_events("referral.report") == 1);
    BOOST_TEST(count("change_ledger") == 1);
    BOOST_TEST(count("need") == 5);
    BOOST_TEST(count("blind_index") == 4);
}

BOOST_AUTO_TEST_CASE(numbers_count_up_within_a_county_and_a_year)
{
    reported(*this);

    BOOST_TEST(reported(*this).reference == "ZJ-520324-2026-000002");
}

BOOST_AUTO_TEST_CASE(a_draft_that_lacks_things_is_not_reported_and_says_all_of_them)
{
    const auto draft =
        act(*this, township(), [&](const Desk& desk) { return Moved(start_draft(desk)); }).value();

    const auto answer = act(*this, township(), [&](const Desk& desk) { return report(desk, seen(draft)); });

    BOOST_REQUIRE(!answer);
    std::vector<std::string> keys;
    for (const auto& fault : answer.error().faults) keys.push_back(fault.key);
    const std::vector<std::string> expected{"error.referral.missing.name", "error.referral.missing.id_number",
                                            "error.referral.missing.village", "error.referral.missing.need",
                                            "error.referral.missing.kind"};
    BOOST_TEST(keys == expected, boost::test_tools::per_element());
    BOOST_TEST(count_events("referral.report") == 0);
}

BOOST_AUTO_TEST_CASE(a_reason_stands_in_for_an_id_number)
{
    auto body = grandmother(*this);
    body.household.members[0].id_number = {};
    body.household.members[0].no_id_reason = "lost";

    const auto answer = act(*this, village(), [&](const Desk& desk) { return report_at_once(desk, body); });

    BOOST_TEST(why(answer) == "");
}

BOOST_AUTO_TEST_CASE(a_child_under_14_does_not_stand_as_contact)
{
    auto body = grandmother(*this);
    std::swap(body.household.members[0], body.household.members[3]);

    const auto answer = act(*this, village(), [&](const Desk& desk) { return report_at_once(desk, body); });

    BOOST_TEST(why(answer) == "error.referral.missing.guardian");
    BOOST_TEST(count("referral") == 0);
}

BOOST_AUTO_TEST_CASE(nobody_reports_for_a_village_outside_the_own_area)
{
    const auto answer =
        act(*this, elsewhere(), [&](const Desk& desk) { return report_at_once(desk, grandmother(*this)); });

    BOOST_CHECK(answer.error().reason == Reason::forbidden);
    BOOST_TEST(why(answer) == "error.referral.outside_area");
}

BOOST_AUTO_TEST_CASE(a_draft_is_its_authors_alone)
{
    const auto draft =
        act(*this, village(), [&](const Desk& desk) { return Moved(start_draft(desk)); }).value();

    const auto answer =
        act(*this, township(), [&](const Desk& desk) { return save_draft(desk, seen(draft), {}); });

    BOOST_CHECK(answer.error().reason == Reason::not_found);
}

BOOST_AUTO_TEST_CASE(a_discarded_draft_is_gone_with_its_facts)
{
    const auto draft =
        act(*this, village(), [&](const Desk& desk) { return Moved(start_draft(desk)); }).value();

    const auto answer =
        act(*this, village(), [&](const Desk& desk) { return discard_draft(desk, seen(draft)); });

    BOOST_TEST(answer.has_value());
    BOOST_TEST(count("referral") == 0);
    BOOST_TEST(count("household_document") == 0);
    BOOST_TEST(count("household") == 0);
}

BOOST_AUTO_TEST_CASE(another_county_is_told_there_is_no_such_referral)
{
    const auto referral = reported(*this);

    const auto answer =
        act(*this, elsewhere(), [&](const Desk& desk) { return recheck(desk, seen(referral), visit()); });

    BOOST_CHECK(answer.error().reason == Reason::not_found);
}

BOOST_AUTO_TEST_CASE(the_township_rechecks_and_the_confirm_clock_starts)
{
    const auto referral = rechecked(*this);

    BOOST_CHECK(referral.state == ReferralState::rechecked);
    BOOST_CHECK(referral.rechecker == township().account);
    const auto clocks =
        db.read([&](store::Reader& reader) { return store::list_clocks(reader, referral.id); });
    BOOST_REQUIRE(clocks.size() == 1u);
    BOOST_CHECK(clocks[0].clock == Clock::confirm);
    const auto log = moves(*this, referral);
    BOOST_TEST(log.back().reason == "on_site");
    BOOST_TEST(entries_of(log.back().note).at("found") == "As reported.");
}

BOOST_AUTO_TEST_CASE(a_village_may_not_recheck)
{
    const auto referral = reported(*this);

    const auto answer =
        act(*this, village(), [&](const Desk& desk) { return recheck(desk, seen(referral), visit()); });

    BOOST_CHECK(answer.error().reason == Reason::forbidden);
}

BOOST_AUTO_TEST_CASE(who_reported_does_not_recheck)
{
    const auto referral = act(*this, township(), [&](const Desk& desk) {
                              return report_at_once(desk, grandmother(*this));
                          }).value();

    const auto answer =
        act(*this, township(), [&](const Desk& desk) { return recheck(desk, seen(referral), visit()); });

    BOOST_TEST(why(answer) == "error.referral.same_person");
}

BOOST_AUTO_TEST_CASE(the_county_rechecks_only_where_the_township_has_nobody_else_and_says_so)
{
    const auto referral = reported(*this);
    auto check = visit();

    const auto silent =
        act(*this, county(), [&](const Desk& desk) { return recheck(desk, seen(referral), check); });
    check.nobody_else = true;
    const auto said =
        act(*this, county(), [&](const Desk& desk) { return recheck(desk, seen(referral), check); });

    BOOST_TEST(why(silent) == "error.referral.township_first");
    BOOST_TEST(why(said) == "");
    BOOST_TEST(entries_of(moves(*this, *said).back().note).at("nobody_else") == "yes");
}

BOOST_AUTO_TEST_CASE(a_recheck_says_how_when_who_and_what)
{
    const auto referral = reported(*this);

    const auto answer =
        act(*this, township(), [&](const Desk& desk) { return recheck(desk, seen(referral), {}); });

    BOOST_REQUIRE(!answer);
    BOOST_TEST(answer.error().faults.size() == 4u);
}

BOOST_AUTO_TEST_CASE(a_page_opened_before_a_change_is_refused)
{
    const auto referral = rechecked(*this);
    const Seen stale{referral.id, referral.version - 1};

    const auto answer =
        act(*this, township(), [&](const Desk& desk) { return recheck(desk, stale, visit()); });

    BOOST_CHECK(answer.error().reason == Reason::stale);
}

BOOST_AUTO_TEST_CASE(what_the_state_does_not_allow_is_answered_with_the_state)
{
    const auto referral = rechecked(*this);

    const auto answer =
        act(*this, second_county(), [&](const Desk& desk) { return recheck(desk, seen(referral), visit()); });

    BOOST_CHECK(answer.error().reason == Reason::wrong_state);
    BOOST_TEST(why(answer) == "error.referral.now.rechecked");
}

BOOST_AUTO_TEST_CASE(a_return_names_facts_and_pauses_the_clock)
{
    const auto referral = returned(*this);

    const auto clocks =
        db.read([&](store::Reader& reader) { return store::list_clocks(reader, referral.id); });
    BOOST_REQUIRE(clocks.size() == 1u);
    BOOST_CHECK(clocks[0].clock == Clock::returned);
    BOOST_TEST(moves(*this, referral).back().reason == "income");
}

BOOST_AUTO_TEST_CASE(explained_it_goes_back_to_the_state_it_left)
{
    const auto referral = returned(*this, ReferralState::rechecked);

    const auto answer = act(*this, village(), [&](const Desk& desk) {
        return resubmit(desk, seen(referral), "It is as it was.");
    });

    BOOST_REQUIRE(answer);
    BOOST_CHECK(answer->state == ReferralState::rechecked);
    BOOST_CHECK(answer->rechecker == township().account);
}

BOOST_AUTO_TEST_CASE(with_a_changed_fact_it_goes_back_to_reported)
{
    const auto referral = returned(*this, ReferralState::rechecked);
    auto told = document(*this, referral).body;
    told.household.members[0].phone = PrivateText("13900000001");

    const auto changed =
        act(*this, village(), [&](const Desk& desk) { return change_facts(desk, seen(referral), told); });
    const auto answer =
        act(*this, village(), [&](const Desk& desk) { return resubmit(desk, seen(*changed), ""); });

    BOOST_REQUIRE(answer);
    BOOST_CHECK(answer->state == ReferralState::reported);
    BOOST_TEST(answer->facts_version == 2);
    BOOST_TEST(!answer->rechecker);
}

BOOST_AUTO_TEST_CASE(neither_changed_nor_explained_it_stays_returned)
{
    const auto referral = returned(*this);

    const auto answer =
        act(*this, village(), [&](const Desk& desk) { return resubmit(desk, seen(referral), ""); });

    BOOST_TEST(why(answer) == "error.referral.resubmit.text");
}

BOOST_AUTO_TEST_CASE(only_the_reporters_office_resubmits)
{
    const auto referral = returned(*this);

    const auto answer =
        act(*this, township(), [&](const Desk& desk) { return resubmit(desk, seen(referral), "x"); });

    BOOST_TEST(why(answer) == "error.referral.reporters_office");
}

BOOST_AUTO_TEST_CASE(a_clock_that_stood_still_goes_on_with_what_was_left)
{
    const auto referral = reported(*this);
    now = support::at_minute(2 * 24 * 60); // Thursday: two of five working days are gone
    const auto back = act(*this, township(), [&](const Desk& desk) {
                          return return_for_facts(desk, seen(referral), {{"aid"}, "Which aid?"});
                      }).value();
    now = support::at_minute(9 * 24 * 60); // Thursday a week later

    const auto again =
        act(*this, village(), [&](const Desk& desk) { return resubmit(desk, seen(back), "None."); });

    const auto clocks = db.read([&](store::Reader& reader) { return store::list_clocks(reader, again->id); });
    BOOST_TEST(to_text(clocks.at(0).due_at) == "2026-12-09T00:00:00+08:00"); // three more: Tuesday
}

BOOST_AUTO_TEST_CASE(the_same_household_is_found_and_not_refused)
{
    const auto first = reported(*this);

    const auto second = reported(*this);

    const auto same = db.read([&](store::Reader& reader) {
        return same_household(reader, village(), document(*this, second).body.household, second.id);
    });
    BOOST_REQUIRE(same.size() == 1u);
    BOOST_TEST(same[0].referral.reference == first.reference);
    BOOST_TEST(same[0].in_scope);
}

BOOST_AUTO_TEST_SUITE_END()
