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
    bool is_hidden() const { return children < models::kLeastMinors; }
};
MonthReport report_of(store::Reader&, const SitePlace&, models::Date first_of_month);

// Sums by county for the analyst, in order of their codes. `all`: only where it gives no hidden county away.
struct CountySum {
    models::Area county;
    std::int64_t sites{};
    MonthReport report;
};
struct ProvinceReport {
    std::vector<CountySum> counties;
    std::optional<CountySum> all;
};
ProvinceReport report_of_province(store::Reader&, models::Date first_of_month);

} // namespace server::sites
