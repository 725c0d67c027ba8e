#include "models/time.hpp"
#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>

using namespace models;
using namespace std::chrono;

static Date date(const char* text) { return parse_date(text).value(); }

BOOST_AUTO_TEST_SUITE(time_test)

BOOST_AUTO_TEST_CASE(a_date_is_read_and_written_the_same)
{
    BOOST_TEST(rc::check("dates", [] {
        const auto day = Date{sys_days{days{*rc::gen::inRange(-62000, 84000)}}};
        if (day.year() < year{1800} || day.year() > year{2200}) return;
        RC_ASSERT(parse_date(to_text(day)) == day);
    }));
}

BOOST_AUTO_TEST_CASE(only_dates_that_exist_are_dates)
{
    for (const auto* text :
         {"2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "26-01-01", "1799-12-31",
          "2201-01-01", "2026/01/01", "2026-01-01 ", "", "20260101", "abcd-ef-gh"})
        BOOST_TEST(!parse_date(text), text);
    BOOST_TEST(parse_date("2024-02-29").has_value());
    BOOST_TEST(!parse_date("1900-02-29"));
    BOOST_TEST(parse_date("2000-02-29").has_value());
}

BOOST_AUTO_TEST_CASE(an_instant_is_written_in_chinas_time)
{
    const auto time = parse_time("2026-11-24T01:15:00Z");
    BOOST_REQUIRE(time);
    BOOST_TEST(to_text(*time) == "2026-11-24T09:15:00+08:00");
    BOOST_TEST((parse_time("2026-11-24T09:15:00+08:00") == time));
    BOOST_TEST((parse_time("2026-11-23T20:15:00-05:00") == time));
    BOOST_TEST((parse_time("2026-11-24T06:45:00+05:30") == time));
}

BOOST_AUTO_TEST_CASE(seconds_may_carry_a_fraction)
{
    const auto whole = parse_time("2026-11-24T09:15:00Z").value();
    BOOST_TEST((parse_time("2026-11-24T09:15:00.5Z") == whole + milliseconds{500}));
    BOOST_TEST((parse_time("2026-11-24T09:15:00.123456789Z") == whole + milliseconds{123}));
    BOOST_TEST(!parse_time("2026-11-24T09:15:00.Z"));
}

BOOST_AUTO_TEST_CASE(an_instant_without_an_offset_or_out_of_the_clock_is_none)
{
    for (const auto* text :
         {"2026-11-24T09:15:00", "2026-11-24", "2026-11-24 09:15:00Z", "2026-11-24T24:00:00Z",
          "2026-11-24T09:60:00Z", "2026-11-24T09:15:60Z", "2026-11-24T09:15:00+8:00",
          "2026-11-24T09:15:00+0800", "2026-11-24T09:15:00+24:00", "2026-02-30T09:15:00Z", "",
          "2026-11-24T09:15:00Zx"})
        BOOST_TEST(!parse_time(text), text);
}

BOOST_AUTO_TEST_CASE(the_day_changes_at_midnight_in_china)
{
    BOOST_TEST((day_of(parse_time("2026-11-23T15:59:59.999Z").value()) == date("2026-11-23")));
    BOOST_TEST((day_of(parse_time("2026-11-23T16:00:00Z").value()) == date("2026-11-24")));
    BOOST_TEST((start_of(date("2026-11-24")) == parse_time("2026-11-23T16:00:00Z")));
    BOOST_TEST((day_of(start_of(date("1969-12-31"))) == date("1969-12-31")));
}

BOOST_AUTO_TEST_CASE(a_birthday_counts_on_its_day)
{
    BOOST_TEST((age_on(date("2008-11-24"), date("2026-11-23")) == 17));
    BOOST_TEST((age_on(date("2008-11-24"), date("2026-11-24")) == 18));
    BOOST_TEST((age_on(date("2026-11-24"), date("2026-11-24")) == 0));
    BOOST_TEST(!age_on(date("2026-11-25"), date("2026-11-24")));
}

BOOST_AUTO_TEST_CASE(who_was_born_on_29_february_turns_a_year_older_on_1_march_of_a_common_year)
{
    const auto birth = date("2008-02-29");
    BOOST_TEST((age_on(birth, date("2026-02-28")) == 17));
    BOOST_TEST((age_on(birth, date("2026-03-01")) == 18));
    BOOST_TEST((age_on(birth, date("2028-02-28")) == 19));
    BOOST_TEST((age_on(birth, date("2028-02-29")) == 20));
}

BOOST_AUTO_TEST_CASE(calendar_steps_never_clamp)
{
    const auto leap = moment(date("2024-02-29"), 1);
    BOOST_TEST((leap > moment(date("2025-02-28"))));
    BOOST_TEST((leap < moment(date("2025-03-01"))));
    BOOST_TEST((moment(date("2026-01-31"), 0, 1) > moment(date("2026-02-28"))));
    BOOST_TEST((moment(date("2026-01-31"), 0, 1) < moment(date("2026-03-01"))));
    BOOST_TEST((moment(date("2026-01-15"), 0, -1) == moment(date("2025-12-15"))));
    BOOST_TEST((moment(date("2026-11-24"), -15) == moment(date("2011-11-24"))));
    BOOST_TEST((moment(date("2026-11-24"), 1, 2) == moment(date("2028-01-24"))));
}

BOOST_AUTO_TEST_CASE(moments_stand_in_the_order_of_their_dates)
{
    BOOST_TEST(rc::check("order", [] {
        const auto a = Date{sys_days{days{*rc::gen::inRange(-30000, 60000)}}};
        const auto b = Date{sys_days{days{*rc::gen::inRange(-30000, 60000)}}};
        RC_ASSERT((a < b) == (moment(a) < moment(b)));
        RC_ASSERT(days_between(a, b) == -days_between(b, a));
        RC_ASSERT(plus_days(a, days_between(a, b)) == b);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
