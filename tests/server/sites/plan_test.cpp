// A month's plan: from the weekly pattern, the opening hours and the holidays; changed one by one; copied.
#include "server/http/idempotency.hpp"
#include "tests/server/sites/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace std::chrono;
using support::page_faults;

namespace {

// Today is 24 November 2026, a Tuesday.
struct Planning : given::SiteWorld {
    Planning()
    {
        db.write([&](store::Writer& writer) {
            store::save_site_setting(writer, site, 0, "0851", {{1, {990, 1110}}, {5, {990, 1110}}});
            store::add_pattern(writer, site, {1, {990, 1080}, SessionKind::tutoring});
            store::add_pattern(writer, site, {5, {990, 1080}, SessionKind::safety});
            store::add_pattern(writer, site, {6, {540, 660}, SessionKind::heritage}); // not open then
        });
    }
    std::vector<store::SiteSessionRow> month(Date first)
    {
        return db.read([&](store::Reader& reader) {
            return store::site_sessions_between(reader, site, first, months_later(first, 1));
        });
    }
    std::string press(const std::string& what, const char* month)
    {
        return support::location(
            post(charity(), path("/plan/" + what), {{"once", server::new_form_token()}, {"month", month}}));
    }
    server::Response change(const store::SiteSessionRow& row, const std::string& what, const char* from = "")
    {
        return post(charity(), path_of(row.id, what),
                    {{"once", server::new_form_token()},
                     {"version", std::to_string(row.version)},
                     {"on", to_text(row.on)},
                     {"kind", "safety"},
                     {"from", from},
                     {"until", "18:00"}});
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(plan, Planning)

BOOST_AUTO_TEST_CASE(a_month_is_made_within_the_hours_and_made_once)
{
    BOOST_TEST(press("make", "2026-12").ends_with("&made=8&there=0&left=4"), press("make", "2026-12"));
    BOOST_TEST(press("make", "2026-12").ends_with("&made=0&there=8&left=4"));
    BOOST_TEST(month(2026y / 12 / 1).size() == 8u);
    BOOST_TEST(count_events("session.plan") == 8);
    BOOST_TEST(page_faults(get(charity(), path("/plan?month=2026-12"))) == "");
    BOOST_TEST(page_faults(get(manager(), path("/plan?month=2026-12&made=8&there=0&left=4"))) == "");
}

BOOST_AUTO_TEST_CASE(days_that_are_over_and_holidays_are_left_out)
{
    press("make", "2026-11");
    for (const auto& row : month(2026y / 11 / 1)) BOOST_TEST((row.on >= day_of(now)));
    BOOST_TEST(month(2026y / 11 / 1).size() == 2u); // Friday 27th, Monday 30th
    press("make", "2027-01");
    const auto note = "2027 年的放假和调休还没有录入";
    BOOST_TEST(get(charity(), path("/plan?month=2027-01")).body.contains(note));
    BOOST_TEST(!get(charity(), path("/plan?month=2026-12")).body.contains(note));
    for (const auto& row : month(2027y / 1 / 1)) BOOST_TEST(library->working_days->is_as_its_weekday(row.on));
}

BOOST_AUTO_TEST_CASE(the_month_before_is_copied_weekday_by_weekday)
{
    session(2026y / 11 / 13); // the second Friday, over and kept
    press("copy", "2026-12");
    const auto copied = month(2026y / 12 / 1);
    BOOST_TEST_REQUIRE(copied.size() == 1u);
    BOOST_CHECK(copied[0].on == 2026y / 12 / 11 && copied[0].kind == SessionKind::tutoring);
}

BOOST_AUTO_TEST_CASE(one_session_is_changed_cancelled_and_restored_by_who_saw_it)
{
    session(2026y / 11 / 27, 600);
    const auto row = month(2026y / 11 / 1).front();
    const auto wrong = change(row, "/change", "half past four");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(wrong.body.contains("half past four"));
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(change(row, "/change", "16:00").status == 303);
    BOOST_TEST(change(row, "/change", "17:00").status == 409); // somebody was faster
    const auto changed = month(2026y / 11 / 1).front();
    BOOST_CHECK(changed.hours.from == 960 && changed.kind == SessionKind::safety);
    BOOST_TEST(change(changed, "/cancel").status == 303);
    BOOST_TEST(change(changed, "/cancel").status == 409);
    const auto cancelled = month(2026y / 11 / 1).front();
    BOOST_TEST(page_faults(get(charity(), path_of(cancelled.id, "/change"))) == "");
    BOOST_TEST(change(cancelled, "/restore").status == 303);
    BOOST_CHECK(month(2026y / 11 / 1).front().state == SessionState::planned);
}

BOOST_AUTO_TEST_CASE(a_weekly_pattern_is_the_managers_and_mistakes_stand_at_their_field)
{
    const auto add = [&](const Actor& who, const char* weekday) {
        return post(who, path("/pattern"),
                    {{"once", server::new_form_token()},
                     {"month", "2026-12"},
                     {"weekday", weekday},
                     {"pattern_kind", "psychology"},
                     {"pattern_from", "16:30"},
                     {"pattern_until", "17:30"}});
    };
    BOOST_TEST(add(charity(), "3").status == 403);
    BOOST_TEST(add(manager(), "9").status == 422);
    BOOST_TEST(add(manager(), "3").status == 303);
    const auto single = post(charity(), path("/sessions"), {{"once", server::new_form_token()}, {"on", "x"}});
    BOOST_TEST(single.status == 422);
    BOOST_TEST(page_faults(single) == "");
}

BOOST_AUTO_TEST_SUITE_END()
