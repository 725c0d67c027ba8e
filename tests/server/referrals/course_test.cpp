// A referral that stands still, goes on, ends before its time, begins anew, or was an error.
#include "models/store/clocks.hpp"
#include "models/store/tasks.hpp"
#include "tests/server/referrals/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::referrals;
using given::act;
using given::seen;
using given::why;
using server::Desk;

namespace {

struct Course : given::World {
    Moved suspend_until(const Referral& row, int days, const std::string& reason = "away")
    {
        const Suspension told{reason, plus_days(day_of(now), days), ""};
        return act(*this, county(), [&](const Desk& desk) { return suspend(desk, seen(row), told); });
    }
    Moved resumed(const Referral& row)
    {
        return act(*this, county(), [&](const Desk& desk) { return resume(desk, seen(row)); });
    }
    Moved error_by(const Actor& officer, const Referral& row)
    {
        return act(*this, officer, [&](const Desk& desk) {
            return mark_as_error(desk, seen(row), "entered_twice", "和上一张重复");
        });
    }
    std::vector<store::TaskRow> tasks(const Referral& row)
    {
        return db.read([&](store::Reader& reader) { return store::open_tasks_of(reader, row.id); });
    }
    std::vector<store::ClockRow> clocks(const Referral& row)
    {
        return db.read([&](store::Reader& reader) { return store::list_clocks(reader, row.id); });
    }
    void minute_passes()
    {
        const Actor nobody;
        db.write([&](store::Writer& writer) { run_clocks({writer, nobody, *library, now}); });
    }
    Referral now_of(const Referral& row)
    {
        return db.read([&](store::Reader& reader) {
            return store::find_referral(reader, {support::kCounty, {}}, row.id).value();
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(course, Course)

BOOST_AUTO_TEST_CASE(a_suspended_referral_stands_still_and_is_a_task_on_its_day)
{
    const auto row = given::reported(*this);

    const auto done = suspend_until(row, 14);

    BOOST_TEST(why(done) == "");
    BOOST_TEST((done->state == ReferralState::suspended));
    BOOST_TEST(clocks(row).at(0).left_days.value() == 5);
    BOOST_REQUIRE(tasks(row).size() == 1u);
    BOOST_TEST((tasks(row)[0].kind == TaskKind::resume));
    now += std::chrono::days(60);
    minute_passes();
    BOOST_TEST((now_of(row).state == ReferralState::suspended));
}

BOOST_AUTO_TEST_CASE(resumed_it_is_in_the_state_it_left_with_the_time_that_was_left)
{
    const auto row = given::reported(*this);
    const auto still = suspend_until(row, 14).value();
    now += std::chrono::days(14); // a Tuesday again

    const auto done = resumed(still);

    BOOST_TEST((done->state == ReferralState::reported));
    BOOST_TEST(to_text(clocks(row).at(0).due_at) == "2026-12-16T00:00:00+08:00");
    BOOST_TEST(tasks(row).empty());
}

BOOST_AUTO_TEST_CASE(a_suspension_has_a_reason_and_a_day_within_sixty_working_days)
{
    const auto row = given::reported(*this);
    BOOST_TEST(why(suspend_until(row, 0)) == "error.referral.suspend.until");
    BOOST_TEST(why(suspend_until(row, 120)) == "error.referral.suspend.until");
    BOOST_TEST(why(suspend_until(row, 5, "")) == "error.referral.suspend.reason");
    BOOST_TEST(why(suspend_until(row, 5, "other")) == "error.referral.suspend.text");
    BOOST_TEST((now_of(row).state == ReferralState::reported));
}

BOOST_AUTO_TEST_CASE(a_returned_referral_that_nobody_pursues_lapses)
{
    const auto row = given::returned(*this);
    now += std::chrono::days(41); // 30 working days are not over
    minute_passes();
    BOOST_TEST((now_of(row).state == ReferralState::returned));

    now += std::chrono::days(10);
    minute_passes();

    BOOST_TEST((now_of(row).state == ReferralState::closed));
    BOOST_TEST((now_of(row).close_reason == CloseReason::not_pursued));
    BOOST_TEST(clocks(row).empty());
}

BOOST_AUTO_TEST_CASE(a_family_that_moved_away_ends_its_referral)
{
    const auto row = given::confirmed(*this);
    const auto done = act(*this, county(), [&](const Desk& desk) {
        return end_referral(desk, seen(row), {CloseReason::moved, ""});
    });
    BOOST_TEST((done->close_reason == CloseReason::moved));
    BOOST_TEST(why(act(*this, county(), [&](const Desk& desk) {
                   return end_referral(desk, seen(*done), {CloseReason::moved, ""});
               })) == "error.referral.now.closed");
}

BOOST_AUTO_TEST_CASE(a_closed_referral_begins_anew_with_the_recheck)
{
    const auto row = given::confirmed(*this);
    const auto closed = act(*this, county(), [&](const Desk& desk) {
                            return close_referral(desk, seen(row), {CloseReason::unmet, ""});
                        }).value();

    const auto again =
        act(*this, county(), [&](const Desk& desk) { return reopen(desk, seen(closed), "又住院了"); });

    BOOST_TEST((again->state == ReferralState::reported));
    BOOST_TEST(!again->close_reason.has_value());
    BOOST_TEST(!again->rechecker);
    BOOST_TEST(again->facts_version == closed.facts_version + 1); // the old one stays readable
    BOOST_TEST((clocks(row).at(0).clock == Clock::recheck));
}

BOOST_AUTO_TEST_CASE(after_a_death_or_a_withdrawal_it_is_not_simply_reopened)
{
    const auto end_for = [&](CloseReason reason) {
        const auto row = given::confirmed(*this);
        return act(*this, county(),
                   [&](const Desk& desk) {
                       return reason == CloseReason::died ? end_referral(desk, seen(row), {reason, ""})
                                                          : withdraw(desk, seen(row), {{}, "本人来电"});
                   })
            .value();
    };
    const auto died = end_for(CloseReason::died), left = end_for(CloseReason::withdrawn);
    const auto again = [&](const Referral& row) {
        return why(
            act(*this, county(), [&](const Desk& desk) { return reopen(desk, seen(row), "再次求助"); }));
    };
    BOOST_TEST(again(died) == "error.referral.reopen.died");
    BOOST_TEST(again(left) == "error.referral.reopen.consent");
}

BOOST_AUTO_TEST_CASE(an_error_needs_two_officers)
{
    const auto row = given::confirmed(*this);

    const auto asked = error_by(county(), row);
    BOOST_TEST((asked->state == ReferralState::confirmed));
    BOOST_TEST(why(error_by(county(), *asked)) == "error.referral.mark_as_error.second");

    const auto done = error_by(second_county(), *asked);
    BOOST_TEST((done->state == ReferralState::entered_in_error));
    BOOST_TEST(tasks(row).empty());
}

BOOST_AUTO_TEST_CASE(a_correction_changes_what_was_assessed_and_says_why)
{
    const auto row = given::confirmed(*this);
    const auto need = given::document(*this, row).body.household.needs.front();
    const auto correct_to = [&](std::optional<std::int64_t> assessed, const std::string& fate,
                                const std::string& text) {
        return act(*this, county(), [&](const Desk& desk) {
            return correct(desk, seen(now_of(row)), {{need.id, {assessed, {}, fate}}}, text);
        });
    };
    BOOST_TEST(why(correct_to(1'000'000, "as_it_is", "")) == "error.referral.correct.text");
    const auto done = correct_to(1'000'000, "as_it_is", "医院出了新的账单").value();
    BOOST_TEST((done.state == ReferralState::confirmed));
    BOOST_TEST(given::document(*this, done).body.household.needs.front().assessed.value() == 1'000'000);
    const auto closed = correct_to({}, "closed", "家庭放弃").value();
    BOOST_TEST((given::document(*this, closed).body.household.needs.front().state == NeedState::closed));
}

BOOST_AUTO_TEST_SUITE_END()
