#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace models {

using Time = std::chrono::sys_time<std::chrono::milliseconds>; // stored as BIGINT milliseconds
using Date = std::chrono::year_month_day;                      // stored as "YYYY-MM-DD"

// "2026-11-24"; only dates that exist, years 1800 … 2200.
std::optional<Date> parse_date(std::string_view text);
std::string to_text(Date); // 2026-11-24
std::string to_text(Time); // 2026-11-24T09:15:00+08:00

// RFC 3339 with an offset or Z; seconds may carry a fraction. Nothing for any other text.
std::optional<Time> parse_time(std::string_view text);

// The calendar day in China (+08:00, no daylight saving) at this instant, and the day's first instant.
Date day_of(Time);
Time start_of(Date);

// Calendar steps that never clamp: 29 Feb + 1 year compares as 29 Feb of a common year (> 28 Feb, < 1 Mar).
// Compare by (12 * year + month, day).
struct Moment {
    std::int64_t month{};
    unsigned day{};
    auto operator<=>(const Moment&) const = default;
};
Moment moment(Date, int years = 0, int months = 0);

// Full years on `on`; a birthday counts. Nothing before birth.
std::optional<int> age_on(Date birth, Date on);

Date plus_days(Date, int days);
int days_between(Date from, Date to);

} // namespace models
