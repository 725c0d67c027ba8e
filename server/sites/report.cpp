#include "server/sites/report.hpp"
#include "models/store/offers.hpp"
#include "models/store/worries.hpp"
#include <algorithm>
#include <map>

namespace server::sites {

using namespace models;

namespace {

void add(MonthReport& sum, const MonthReport& part)
{
    sum.children += part.children;
    for (const auto& row : part.kinds) {
        auto at = std::ranges::find(sum.kinds, row.kind, &store::SessionSum::kind);
        if (at == sum.kinds.end()) at = sum.kinds.insert(at, {row.kind});
        at->held += row.held;
        at->cancelled += row.cancelled;
        at->minutes += row.minutes;
    }
    sum.held += part.held;
    sum.cancelled += part.cancelled;
    sum.minutes += part.minutes;
    sum.attendance.marks += part.attendance.marks;
    sum.attendance.present += part.attendance.present;
    sum.attendance.minutes += part.attendance.minutes;
    sum.worries += part.worries;
}

} // namespace

MonthReport report_of(store::Reader& db, const SitePlace& place, Date first)
{
    const auto until = months_later(first, 1);
    MonthReport report;
    report.children =
        std::ssize(store::seated_at(db, place.program, place.site.code, start_of(first), start_of(until)));
    report.kinds = store::session_sums(db, place.site.id, first, until);
    for (const auto& row : report.kinds) {
        report.held += row.held;
        report.cancelled += row.cancelled;
        report.minutes += row.minutes;
    }
    report.attendance = store::attendance_sum(db, place.site.id, first, until);
    report.worries = store::count_worries(db, place.site.id, start_of(first), start_of(until));
    return report;
}

ProvinceReport report_of_province(store::Reader& db, Date first)
{
    std::map<std::int64_t, CountySum> by_county;
    CountySum all;
    for (const auto& place : store::sites_in(db, {})) {
        const auto report = report_of(db, place, first);
        const auto county = part_of(place.site.area, AreaLevel::county);
        auto& sum = by_county[county.code];
        sum.county = county;
        for (auto* one : {&sum, &all}) {
            ++one->sites;
            add(one->report, report);
        }
    }
    ProvinceReport province;
    for (auto& [code, sum] : by_county) province.counties.push_back(std::move(sum));
    const auto hidden =
        std::ranges::count_if(province.counties, [](const auto& row) { return row.report.is_hidden(); });
    if (hidden != 1) province.all = std::move(all);
    return province;
}

} // namespace server::sites
