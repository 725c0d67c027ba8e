#include "models/calendar.hpp"
#include "tests/models/csv.hpp"
#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>

using namespace models;

static Date date(const std::string& text) { return parse_date(text).value(); }

static const WorkingDays& calendar()
{
    static const WorkingDays kCalendar = [] {
        std::set<Date> holidays, extra;
        for (const auto& row : rows_of("holidays.csv", 3))
            (row[1] == "workday" ? extra : holidays).insert(date(row[0]));
        return WorkingDays(holidays, extra);
    }();
    return kCalendar;
}

BOOST_AUTO_TEST_SUITE(calendar_test)

BOOST_AUTO_TEST_CASE(weekends_are_free_where_nothing_is_announced)
{
    const WorkingDays plain;
    BOOST_TEST(plain.is_working_day(date("2026-11-24")));
    BOOST_TEST(!plain.is_working_day(date("2026-11-28")));
    BOOST_TEST(!plain.is_working_day(date("2026-11-29")));
}

BOOST_AUTO_TEST_CASE(a_year_that_is_not_entered_is_asked_for_from_december_on)
{
    for (int year = 2024; year <= 2026; ++year) BOOST_TEST(calendar().knows(std::chrono::year(year)));
    const WorkingDays days({date("2026-01-01")}, {});
    BOOST_TEST((!days.knows(std::chrono::year(2025)) && !days.knows(std::chrono::year(2027))));
    BOOST_TEST(!year_to_enter(days, date("2026-11-30")));
    BOOST_TEST((year_to_enter(days, date("2026-12-01")) == std::chrono::year(2027)));
    BOOST_TEST((year_to_enter(days, date("2027-03-01")) == std::chrono::year(2027)));
    const WorkingDays both({date("2026-01-01")}, {date("2027-02-06")});
    BOOST_TEST(!year_to_enter(both, date("2026-12-31")));
}

BOOST_AUTO_TEST_CASE(national_day_2026_is_free_and_its_make_up_days_are_worked)
{
    BOOST_TEST(calendar().is_working_day(date("2026-09-20")));
    for (const auto* day : {"2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"})
        BOOST_TEST(!calendar().is_working_day(date(day)), day);
    BOOST_TEST(calendar().is_working_day(date("2026-10-08")));
    BOOST_TEST(calendar().is_working_day(date("2026-10-10")));
    BOOST_TEST((calendar().after(date("2026-09-30"), 1) == date("2026-10-08")));
    BOOST_TEST((calendar().after(date("2026-09-30"), 5) == date("2026-10-13")));
    BOOST_TEST(calendar().between(date("2026-09-30"), date("2026-10-13")) == 5);
}

BOOST_AUTO_TEST_CASE(spring_festival_2026_is_free_and_its_make_up_days_are_worked)
{
    BOOST_TEST(calendar().is_working_day(date("2026-02-14")));
    BOOST_TEST((calendar().after(date("2026-02-13"), 1) == date("2026-02-14")));
    BOOST_TEST((calendar().after(date("2026-02-14"), 1) == date("2026-02-24")));
    BOOST_TEST(calendar().is_working_day(date("2026-02-28")));
    BOOST_TEST(calendar().between(date("2026-02-14"), date("2026-02-28")) == 5);
}

BOOST_AUTO_TEST_CASE(no_days_later_is_the_same_day)
{
    BOOST_TEST((calendar().after(date("2026-10-03"), 0) == date("2026-10-03")));
    BOOST_TEST(calendar().between(date("2026-10-03"), date("2026-10-03")) == 0);
    BOOST_TEST(calendar().between(date("2026-10-09"), date("2026-10-03")) == 0);
}

BOOST_AUTO_TEST_CASE(days_counted_forward_are_counted_back)
{
    BOOST_TEST(rc::check("after and between", [] {
        const auto from = plus_days(date("2024-01-01"), *rc::gen::inRange(0, 1000));
        const auto count = *rc::gen::inRange(1, 60);
        const auto end = calendar().after(from, count);
        RC_ASSERT(calendar().is_working_day(end));
        RC_ASSERT(calendar().between(from, end) == count);
        RC_ASSERT(calendar().between(from, plus_days(end, -1)) == count - 1);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
