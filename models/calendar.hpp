#pragma once
#include "models/time.hpp"
#include <chrono>
#include <optional>
#include <set>

namespace models {

// Working days of the State Council calendar (调休 included), from config/holidays.csv. A year of which
// nothing is announced has its weekdays: see `knows`.
class WorkingDays {
public:
    WorkingDays() = default;
    WorkingDays(std::set<Date> holidays, std::set<Date> extra_working_days);
    bool is_working_day(Date) const;
    bool is_as_its_weekday(Date) const;            // neither a holiday nor a working day instead of one
    Date after(Date from, int working_days) const; // the day on which that many working days have passed
    Date last(Date to, int working_days)
        const; // the day that begins the last so many working days up to `to`; at least one
    int between(Date from, Date to) const; // working days in (from, to]
    bool knows(std::chrono::year) const;   // something is announced for it

private:
    std::set<Date> holidays_, extra_;
};

// The year that has to be entered by now: this one, or from 1 December the next. Nothing: both are known.
std::optional<std::chrono::year> year_to_enter(const WorkingDays&, Date today);

} // namespace models
