// What the county decides, facts that change and answers, and what a reveal leaves behind.
#include "models/store/clocks.hpp"
#include "tests/server/referrals/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::referrals;
using namespace given;

BOOST_FIXTURE_TEST_SUITE(deciding, support::World)

BOOST_AUTO_TEST_CASE(the_county_confirms_and_every_need_has_its_amount)
{
    const auto referral = confirmed(*this);

    BOOST_CHECK(referral.state == ReferralState::confirmed);
    BOOST_TEST(referral.confirmed_at.has_value());
    BOOST_TEST(referral.facts_version == 2);
    for (const auto& need : document(*this, referral).body.household.needs)
        BOOST_TEST(need.assessed.has_value());
    const auto clocks =
        db.read([&](store::Reader& reader) { return store::list_clocks(reader, referral.id); });
    BOOST_TEST(clocks.empty());
}

BOOST_AUTO_TEST_CASE(neither_reporter_nor_rechecker_confirms)
{
    const auto referral = act(*this, county(), [&](const Desk& desk) {
                              return report_at_once(desk, grandmother(*this));
                          }).value();
    const auto checked = act(*this, township(), [&](const Desk& desk) {
                             return recheck(desk, seen(referral), visit());
                         }).value();
    const auto decided = decision(*this, checked);

    const auto own =
        act(*this, county(), [&](const Desk& desk) { return confirm(desk, seen(checked), decided); });
    const auto other =
        act(*this, second_county(), [&](const Desk& desk) { return confirm(desk, seen(checked), decided); });

    BOOST_TEST(why(own) == "error.referral.same_person");
    BOOST_TEST(why(other) == "");
}

BOOST_AUTO_TEST_CASE(a_township_may_not_confirm)
{
    const auto referral = rechecked(*this);
    const auto decided = decision(*this, referral);

    const auto answer =
        act(*this, township(), [&](const Desk& desk) { return confirm(desk, seen(referral), decided); });

    BOOST_CHECK(answer.error().reason == Reason::forbidden);
}

BOOST_AUTO_TEST_CASE(a_need_without_amount_and_aid_still_under_way_stop_a_confirmation)
{
    const auto referral = rechecked(*this);
    auto decided = decision(*this, referral);
    decided.needs.begin()->second.assessed.reset();
    decided.aid_check = "under_way";

    const auto answer =
        act(*this, county(), [&](const Desk& desk) { return confirm(desk, seen(referral), decided); });

    BOOST_REQUIRE(!answer);
    BOOST_TEST(answer.error().faults.size() == 2u);
    BOOST_TEST(answer.error().faults[0].key == "error.referral.confirm.under_way");
}

BOOST_AUTO_TEST_CASE(some_referrals_are_drawn_for_a_visit_and_confirmed_only_with_it)
{
    std::size_t drawn = 0, asked = 0;
    for (int i = 0; i < 30; ++i) {
        const auto referral = rechecked(*this);
        auto decided = decision(*this, referral);
        decided.spot_check.clear();
        const bool visit_due =
            db.read([&](store::Reader& reader) { return is_spot_check(reader, referral); });
        const auto answer =
            act(*this, county(), [&](const Desk& desk) { return confirm(desk, seen(referral), decided); });
        drawn += visit_due ? 1 : 0;
        asked += why(answer) == "error.referral.confirm.spot_check" ? 1 : 0;
    }

    BOOST_TEST(drawn == asked);
    BOOST_TEST(drawn < 15u);
}

BOOST_AUTO_TEST_CASE(what_cannot_wait_is_confirmed_before_the_recheck_which_becomes_a_task)
{
    const auto referral = reported(*this);
    auto decided = decision(*this, referral);
    const auto silent = act(
        *this, county(), [&](const Desk& desk) { return confirm_urgently(desk, seen(referral), decided); });
    decided.reason = "The operation is tomorrow.";

    const auto answer = act(
        *this, county(), [&](const Desk& desk) { return confirm_urgently(desk, seen(referral), decided); });

    BOOST_TEST(why(silent) == "error.referral.confirm.urgent_reason");
    BOOST_REQUIRE(answer);
    BOOST_CHECK(answer->urgency == Urgency::urgent);
    const auto clocks =
        db.read([&](store::Reader& reader) { return store::list_clocks(reader, answer->id); });
    BOOST_CHECK(clocks.at(0).clock == Clock::late_recheck);

    const auto late =
        act(*this, township(), [&](const Desk& desk) { return recheck_late(desk, seen(*answer), visit()); });
    BOOST_TEST(why(late) == "");
    BOOST_TEST(db.read([&](store::Reader& reader) { return store::list_clocks(reader, late->id); }).empty());
}

BOOST_AUTO_TEST_CASE(a_refusal_has_a_reason_of_its_own_and_words_for_the_family)
{
    const auto referral = reported(*this);
    const Ending wrong{CloseReason::need_met, ""};
    const Ending right{CloseReason::duplicate, "The family is already referred."};

    const auto refused =
        act(*this, county(), [&](const Desk& desk) { return refuse_referral(desk, seen(referral), wrong); });
    const auto closed =
        act(*this, county(), [&](const Desk& desk) { return refuse_referral(desk, seen(referral), right); });

    BOOST_TEST(refused.error().faults.size() == 2u);
    BOOST_REQUIRE(closed);
    BOOST_CHECK(closed->state == ReferralState::closed);
    BOOST_CHECK(closed->close_reason == CloseReason::duplicate);
}

BOOST_AUTO_TEST_CASE(a_family_withdraws_through_an_officer_who_says_so)
{
    const auto referral = confirmed(*this);

    const auto silent =
        act(*this, village(), [&](const Desk& desk) { return withdraw(desk, seen(referral), {}); });
    const auto answer = act(*this, village(), [&](const Desk& desk) {
        return withdraw(desk, seen(referral), {{}, "The grandmother asked by phone."});
    });

    BOOST_TEST(why(silent) == "error.referral.withdraw.text");
    BOOST_REQUIRE(answer);
    BOOST_CHECK(answer->close_reason == CloseReason::withdrawn);
    BOOST_CHECK(moves(*this, *answer).back().side == Side::family);
}

BOOST_AUTO_TEST_CASE(a_closed_referral_takes_no_further_act)
{
    const auto referral = confirmed(*this);
    const auto closed = act(*this, village(), [&](const Desk& desk) {
                            return withdraw(desk, seen(referral), {{}, "asked"});
                        }).value();

    const auto again =
        act(*this, village(), [&](const Desk& desk) { return withdraw(desk, seen(closed), {{}, "asked"}); });

    BOOST_TEST(why(again) == "error.referral.now.closed");
}

BOOST_AUTO_TEST_CASE(changed_facts_stand_beside_the_old_ones_with_their_dates)
{
    const auto referral = reported(*this);
    now = support::at_minute(24 * 60);
    auto told = grandmother(*this);
    for (auto& record : told.household.facts)
        if (record.fact == Fact::income_year) record.value = std::int64_t{3'000'000};

    const auto answer =
        act(*this, village(), [&](const Desk& desk) { return change_facts(desk, seen(referral), told); });

    BOOST_REQUIRE(answer);
    const auto& facts = document(*this, *answer).body.household.facts;
    const auto* before = value_on(facts, Fact::income_year, day_of(support::at_minute(0)));
    const auto* after = value_on(facts, Fact::income_year, day_of(now));
    BOOST_TEST(std::get<std::int64_t>(*before) == 3'868'800);
    BOOST_TEST(std::get<std::int64_t>(*after) == 3'000'000);
    BOOST_TEST(document(*this, referral).body.household.facts.size() + 1 == facts.size());
}

BOOST_AUTO_TEST_CASE(after_the_recheck_facts_no_longer_change)
{
    const auto referral = rechecked(*this);

    const auto answer = act(*this, village(), [&](const Desk& desk) {
        return change_facts(desk, seen(referral), grandmother(*this));
    });

    BOOST_TEST(why(answer) == "error.referral.now.rechecked");
}

BOOST_AUTO_TEST_CASE(an_answer_is_a_dated_fact_and_in_a_confirmed_referral_a_correction_by_the_county)
{
    const auto referral = confirmed(*this);
    const Answer none{Fact::operated_for, 4, 0, CodeList{{}, true}};

    const auto village_says =
        act(*this, village(), [&](const Desk& desk) { return answer(desk, seen(referral), none); });
    const auto county_says =
        act(*this, county(), [&](const Desk& desk) { return answer(desk, seen(referral), none); });

    BOOST_CHECK(village_says.error().reason == Reason::forbidden);
    BOOST_REQUIRE(county_says);
    BOOST_CHECK(moves(*this, *county_says).back().act == ReferralAct::correct);
    const auto known = document(*this, *county_says);
    const auto& child = known.body.household.members[3];
    const auto* value = value_on(child.facts, Fact::operated_for, day_of(now));
    BOOST_REQUIRE(value);
    BOOST_CHECK(std::get<CodeList>(*value) == (CodeList{{}, true}));
}

BOOST_AUTO_TEST_CASE(an_answer_that_does_not_suit_the_fact_is_refused)
{
    const auto referral = reported(*this);

    const auto nobody = act(*this, village(), [&](const Desk& desk) {
        return answer(desk, seen(referral), {Fact::operated_for, 9, 0, CodeList{{}, true}});
    });
    const auto wrong = act(*this, village(), [&](const Desk& desk) {
        return answer(desk, seen(referral), {Fact::operated_for, 4, 0, std::int64_t{1}});
    });

    BOOST_TEST(why(nobody) == "error.referral.answer.whom");
    BOOST_TEST(why(wrong) == "error.fact.type");
}

BOOST_AUTO_TEST_CASE(a_reveal_writes_one_audit_row_with_its_reason)
{
    const auto referral = reported(*this);
    const auto shown =
        act(*this, county(), [&](const Desk& desk) { return reveal(desk, referral.id, "recheck"); });
    const auto silent = act(*this, county(), [&](const Desk& desk) { return reveal(desk, referral.id, ""); });

    BOOST_TEST(shown.has_value());
    BOOST_TEST(!silent.has_value());
    BOOST_TEST(count_events("household.revealed") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
