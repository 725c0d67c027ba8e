// Clocks, tasks, notices and standing rules, the same in both databases.
#include "models/store/clocks.hpp"
#include "models/store/notices.hpp"
#include "models/store/standing_rules.hpp"
#include "models/store/tasks.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

namespace {

store::ClockRow clock_of(ReferralId referral, Clock clock, int due, std::optional<int> next = {})
{
    store::ClockRow row{
        .noun_id = referral.value, .referral = referral, .clock = clock, .side = Side::township};
    row.due_at = at_minute(due);
    row.next_at = at_minute(next.value_or(due));
    return row;
}

NoticeRow notice_of(std::int64_t offer, Office to, Time from)
{
    return {.about = "offer.accept",
            .noun = NoticeNoun::offer,
            .noun_id = offer,
            .reference = "ZJ-1",
            .to = to,
            .shown_from = from};
}

const Office kDesk{Side::county, given::kCounty, {}, false}, kLead{Side::county, given::kCounty, {}, true};

std::size_t shown(TestDb& db, const Office& office)
{
    return db.read([&](Reader& reader) { return list_notices(reader, office, {}, 20).size(); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(due)

BOOST_DATA_TEST_CASE(clocks_are_due_in_their_scope_and_stop, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto here = given::reported(db, wang), there = given::reported(db, wang, given::kOtherVillage);
    db.write([&](Writer& w) {
        start_clock(w, clock_of(here, Clock::recheck, 30));
        start_clock(w, clock_of(here, Clock::recheck, 10)); // set anew
        start_clock(w, clock_of(there, Clock::recheck, 5));
    });
    const auto due = [&](Area area, int before) {
        return db.read([&](Reader& r) { return clocks_due(r, area, Side::township, at_minute(before), 10); });
    };
    BOOST_TEST(due(given::kCounty, 10).empty());
    BOOST_TEST(due(given::kCounty, 11).size() == 1u);
    BOOST_REQUIRE(due(given::kProvince, 60).size() == 2u);
    BOOST_TEST(due(given::kProvince, 60)[0].clock.referral.value == there.value); // the earliest first
    db.write([&](Writer& w) { stop_clocks(w, ClockNoun::referral, here.value); });
    BOOST_TEST(due(given::kCounty, 60).empty());
}

BOOST_DATA_TEST_CASE(a_clock_is_climbed_when_its_next_rung_comes, kBoth, backend)
{
    TestDb db(backend);
    const auto here = given::reported(db, given::account(db, "wang"));
    db.write([&](Writer& w) { start_clock(w, clock_of(here, Clock::confirm, 30, 7)); });
    const auto to_climb = [&](int minute) {
        return db.read(
            [&](Reader& r) { return clocks_to_climb(r, ClockNoun::referral, at_minute(minute), 10); });
    };
    BOOST_TEST(to_climb(6).empty());
    BOOST_REQUIRE(to_climb(7).size() == 1u);
    auto row = to_climb(7)[0];
    row.next_at.reset();
    row.rung = 2;
    row.left_days = 3;
    db.write([&](Writer& w) { save_clock(w, row); });
    BOOST_TEST(to_climb(60).empty());
    const auto kept = db.read([&](Reader& r) { return list_clocks(r, here); }).at(0);
    BOOST_TEST(kept.rung == 2);
    BOOST_TEST(kept.left_days.value() == 3);
    BOOST_TEST(db.read([&](Reader& r) {
                     return clocks_due(r, given::kCounty, Side::township, at_minute(60), 9);
                 }).empty());
}

BOOST_DATA_TEST_CASE(a_task_is_open_once_and_ends, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto here = given::reported(db, wang);
    const TaskRow task{.kind = TaskKind::confirm_contact,
                       .referral = here,
                       .begun_at = at_minute(0),
                       .due_at = at_minute(9)};
    db.write([&](Writer& w) {
        begin_task(w, task);
        begin_task(w, task);
    });
    const auto open = [&] {
        return db.read(
            [&](Reader& r) { return tasks_due(r, given::kTownship, Side::township, at_minute(10), 9); });
    };
    BOOST_REQUIRE(open().size() == 1u);
    BOOST_TEST(!open()[0].reference.empty());
    BOOST_TEST(db.write([&](Writer& w) { return end_task(w, open()[0].id, wang, at_minute(1)); }));
    BOOST_TEST(open().empty());
    db.write([&](Writer& w) { begin_task(w, task); });
    BOOST_TEST(open().size() == 1u);
    db.write([&](Writer& w) { end_every_task(w, here, wang, at_minute(2)); });
    BOOST_TEST(open().empty());
}

BOOST_DATA_TEST_CASE(the_systems_tasks_are_found_when_they_are_due, kBoth, backend)
{
    TestDb db(backend);
    const auto here = given::reported(db, given::account(db, "wang"));
    db.write([&](Writer& w) {
        begin_task(w, {.kind = TaskKind::next_best,
                       .referral = here,
                       .begun_at = at_minute(0),
                       .due_at = at_minute(9)});
    });
    const auto due = [&](int minute) {
        return db.read([&](Reader& r) { return system_tasks_due(r, at_minute(minute), 9).size(); });
    };
    BOOST_TEST(due(8) == 0u);
    BOOST_TEST(due(9) == 1u);
    BOOST_TEST(db.read([&](Reader& r) { return open_tasks_of(r, here).size(); }) == 1u);
}

BOOST_DATA_TEST_CASE(a_notice_waits_is_told_and_read_and_its_ledger_says_so, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) { insert_notice(w, notice_of(7, kDesk, at_minute(10)), at_minute(0)); });
    BOOST_TEST(shown(db, kDesk) == 0u);
    BOOST_TEST(db.write([&](Writer& w) { return tell_notices(w, at_minute(9)); }) == 0);
    BOOST_TEST(db.write([&](Writer& w) { return tell_notices(w, at_minute(10)); }) == 1);
    BOOST_TEST(shown(db, kDesk) == 1u);
    BOOST_TEST(db.read([&](Reader& r) { return count_unread(r, kDesk); }) == 1);
    db.write([&](Writer& w) { read_notices(w, kDesk, wang, at_minute(11)); });
    BOOST_TEST(db.read([&](Reader& r) { return count_unread(r, kDesk); }) == 0);
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM notice_event") == "3");
}

BOOST_DATA_TEST_CASE(what_is_taken_back_in_time_is_never_shown, kBoth, backend)
{
    TestDb db(backend);
    db.write([&](Writer& w) {
        insert_notice(w, notice_of(7, kDesk, at_minute(10)), at_minute(0));
        insert_notice(w, notice_of(8, kDesk, at_minute(0)), at_minute(0));
        take_back_notices(w, NoticeNoun::offer, 7, at_minute(1));
        take_back_notices(w, NoticeNoun::offer, 8, at_minute(1)); // told already
        tell_notices(w, at_minute(60));
    });
    BOOST_TEST(shown(db, kDesk) == 1u);
    BOOST_TEST(db.read([&](Reader& r) { return list_outbox(r, {}, 20).size(); }) == 2u);
}

BOOST_DATA_TEST_CASE(only_a_supervisor_sees_what_supervisors_are_told, kBoth, backend)
{
    TestDb db(backend);
    db.write([&](Writer& w) { insert_notice(w, notice_of(7, kLead, at_minute(0)), at_minute(0)); });
    BOOST_TEST(shown(db, kDesk) == 0u);
    BOOST_TEST(shown(db, kLead) == 1u);
    BOOST_TEST(shown(db, {Side::county, given::kOtherCounty, {}, true}) == 0u);
}

BOOST_DATA_TEST_CASE(a_standing_rule_holds_until_it_is_ended, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto id = db.write([&](Writer& w) {
        return insert_standing_rule(w, {.county = given::kCounty,
                                        .need_type = "living",
                                        .most = {500'000},
                                        .tries = 3,
                                        .approved_by = wang,
                                        .approved_at = at_minute(0)});
    });
    const auto holds = [&] {
        return db.read([&](Reader& r) { return standing_rule_for(r, given::kCounty, "living").has_value(); });
    };
    BOOST_TEST(holds());
    BOOST_TEST(
        !db.read([&](Reader& r) { return standing_rule_for(r, given::kOtherCounty, "living").has_value(); }));
    BOOST_TEST(!db.write(
        [&](Writer& w) { return end_standing_rule(w, given::kOtherCounty, id, wang, at_minute(1)); }));
    BOOST_TEST(
        db.write([&](Writer& w) { return end_standing_rule(w, given::kCounty, id, wang, at_minute(1)); }));
    BOOST_TEST(!holds());
    BOOST_TEST(db.read([&](Reader& r) { return list_standing_rules(r, given::kCounty).size(); }) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
