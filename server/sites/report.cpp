#include "server/sites/report.hpp"
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
        if (at == sum.kinds.end()) at = sum.kinds.insert(at, {.kind = row.kind});
        at->held += row.held;
        at->cancelled += row.cancelled;
        at->minutes += row.minutes;
    }
    sum.held += part.held;
    sum.cancelled += part.cancelled;
    sum.minutes += part.minutes;
    sum.attendance.children += part.attendance.children;
    sum.attendance.marks += part.attendance.marks;
    sum.attendance.present += part.attendance.present;
    sum.attendance.minutes += part.attendance.minutes;
    sum.worries += part.worries;
}

// The parts of a sum that are hidden themselves.
struct Hidden {
    std::int64_t parts{}, children{};
    void add(bool hides, std::int64_t count)
    {
        parts += hides;
        children += hides ? count : 0;
    }
    bool is_told_by_the_sum() const { return parts == 1 || (parts > 1 && children < kLeastMinors); }
};

// One sum and what of its parts is hidden.
struct Adding {
    SiteSum sum;
    Hidden children, marked;
    void add_part(const MonthReport& part, std::int64_t sites, bool hides_children, bool hides_attendance)
    {
        add(sum.report, part);
        sum.sites += sites;
        children.add(hides_children, part.children);
        marked.add(hides_attendance, part.attendance.children);
    }
    SiteSum take()
    {
        sum.hides_children = sum.report.hides_children() || children.is_told_by_the_sum();
        sum.hides_attendance =
            sum.hides_children || sum.report.hides_attendance() || marked.is_told_by_the_sum();
        return std::move(sum);
    }
};

// By site, of one or of all; one without anything has no report.
std::map<SiteId, MonthReport> reports_of(store::Reader& db, SiteId site, Date first)
{
    const auto until = months_later(first, 1);
    std::map<SiteId, MonthReport> reports;
    for (const auto& [at, count] : store::count_seated(db, site, start_of(first), start_of(until)))
        reports[at].children = count;
    for (const auto& row : store::session_sums(db, site, first, until)) {
        auto& report = reports[row.site];
        report.kinds.push_back(row);
        report.held += row.held;
        report.cancelled += row.cancelled;
        report.minutes += row.minutes;
    }
    for (const auto& row : store::attendance_sums(db, site, first, until)) reports[row.site].attendance = row;
    for (const auto& [at, count] : store::count_worries(db, site, start_of(first), start_of(until)))
        reports[at].worries = count;
    return reports;
}

} // namespace

MonthReport report_of(store::Reader& db, const SitePlace& place, Date first)
{
    return reports_of(db, place.site.id, first)[place.site.id];
}

ProvinceReport report_of_province(store::Reader& db, Date first)
{
    auto reports = reports_of(db, {}, first);
    std::map<std::int64_t, Adding> by_county;
    for (const auto& place : store::sites_in(db, {})) {
        const auto county = part_of(place.site.area, AreaLevel::county);
        const auto& report = reports[place.site.id];
        auto& adding = by_county[county.code];
        adding.sum.county = county;
        adding.add_part(report, 1, report.hides_children(), report.hides_attendance());
    }
    ProvinceReport province;
    Adding all;
    for (auto& [code, adding] : by_county) {
        const auto sum = adding.take();
        all.add_part(sum.report, sum.sites, sum.hides_children, sum.hides_attendance);
        province.counties.push_back(sum);
    }
    province.all = all.take();
    return province;
}

} // namespace server::sites
