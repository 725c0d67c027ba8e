#include "models/calendar.hpp"

namespace models {

WorkingDays::WorkingDays(std::set<Date> holidays, std::set<Date> extra_working_days)
    : holidays_(std::move(holidays)), extra_(std::move(extra_working_days))
{
}

bool WorkingDays::is_working_day(Date date) const
{
    if (extra_.contains(date)) return true;
    if (holidays_.contains(date)) return false;
    const std::chrono::weekday day{std::chrono::sys_days{date}};
    return day != std::chrono::Saturday && day != std::chrono::Sunday;
}

bool WorkingDays::is_as_its_weekday(Date date) const
{
    return !holidays_.contains(date) && !extra_.contains(date);
}

Date WorkingDays::after(Date from, int working_days) const
{
    auto date = from;
    while (working_days > 0) {
        date = plus_days(date, 1);
        if (is_working_day(date)) --working_days;
    }
    return date;
}

Date WorkingDays::last(Date to, int working_days) const
{
    auto date = to;
    for (int left = working_days - is_working_day(date); left > 0; left -= is_working_day(date))
        date = plus_days(date, -1);
    return date;
}

int WorkingDays::between(Date from, Date to) const
{
    int count = 0;
    for (auto date = plus_days(from, 1); date <= to; date = plus_days(date, 1)) count += is_working_day(date);
    return count;
}

bool WorkingDays::knows(std::chrono::year year) const
{
    const auto has = [&](const std::set<Date>& days) {
        const auto at = days.lower_bound(year / 1 / 1);
        return at != days.end() && at->year() == year;
    };
    return has(holidays_) || has(extra_);
}

std::optional<std::chrono::year> year_to_enter(const WorkingDays& days, Date today)
{
    const auto next = today.year() + std::chrono::years(1);
    if (!days.knows(today.year())) return today.year();
    if (today.month() == std::chrono::December && !days.knows(next)) return next;
    return {};
}

} // namespace models
