#pragma once
#include "models/store/attendance.hpp"
#include "server/sites/service.hpp"

// A month of a site in numbers, no name in them. Counts of fewer than models::kLeastMinors children are
// hidden, and with them what would tell them.
namespace server::sites {

struct MonthReport {
    std::int64_t children{}; // who had a seat at some time of the month
    std::vector<store::SessionSum> kinds;
    std::int64_t held{}, cancelled{}, minutes{};
    store::AttendanceSum attendance;
    std::int64_t worries{};
    bool hides_children() const { return children < models::kLeastMinors; }
    bool hides_attendance() const // a rate of few children tells what each did
    {
        return hides_children() || attendance.children < models::kLeastMinors;
    }
};
MonthReport report_of(store::Reader&, const SitePlace&, models::Date first_of_month);

// Sums for the analyst, by county in order of their codes, and of all. A sum hides itself where it would tell
// a part that is hidden: where one part alone is, or those that are have fewer than models::kLeastMinors
// together.
struct SiteSum {
    models::Area county; // none: the province
    std::int64_t sites{};
    MonthReport report;
    bool hides_children = false, hides_attendance = false;
};
struct ProvinceReport {
    std::vector<SiteSum> counties;
    SiteSum all;
};
ProvinceReport report_of_province(store::Reader&, models::Date first_of_month);

} // namespace server::sites
