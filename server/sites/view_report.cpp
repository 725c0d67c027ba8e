#include "server/html/format.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/sites/views.hpp"

namespace server::sites {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

std::string share_words(std::int64_t part, std::int64_t all)
{
    if (all == 0) return "–";
    return std::to_string((part * 100 + all / 2) / all) + "%";
}

json row(std::string name, std::string value)
{
    return {{"name", std::move(name)}, {"value", std::move(value)}};
}

void add_months(json& view, const Words& words, const std::string& path, Date month)
{
    const auto at = [&](int months) { return path + "?month=" + month_text(months_later(month, months)); };
    view["month"] = month_words(words, month);
    view["before_href"] = at(-1);
    view["next_href"] = at(1);
}

json county_row(const Words& words, const SiteSum& sum, std::string name)
{
    const auto& report = sum.report;
    const auto shown = [&](std::string text) {
        return sum.hides_attendance ? words.say("site.hidden") : text;
    };
    const bool told = !sum.hides_children || report.hides_children(); // "fewer than 10" tells nothing more
    return {{"name", std::move(name)},
            {"site_count", html::whole_number(sum.sites)},
            {"children", told ? count_or_few(words, report.children) : words.say("site.hidden")},
            {"held", html::whole_number(report.held)},
            {"rate", shown(share_words(report.attendance.present, report.attendance.marks))},
            {"hours", shown(time_words(words, report.attendance.minutes))}};
}

} // namespace

json report_rows(const Words& words, const MonthReport& report)
{
    json rows = json::array();
    const auto shown = [&](std::string text) {
        return report.hides_attendance() ? words.say("site.hidden") : text;
    };
    rows.push_back(row(words.say("report.children"), count_or_few(words, report.children)));
    rows.push_back(row(words.say("report.held"), html::whole_number(report.held)));
    for (const auto& sum : report.kinds)
        rows.push_back(row(words.say("report.held_of", {{"kind", kind_words(words, sum.kind)}}),
                           html::whole_number(sum.held)));
    rows.push_back(row(words.say("report.cancelled"), html::whole_number(report.cancelled)));
    rows.push_back(row(words.say("report.hours"), time_words(words, report.minutes)));
    rows.push_back(row(words.say("report.rate"),
                       shown(share_words(report.attendance.present, report.attendance.marks))));
    rows.push_back(row(words.say("report.child_hours"), shown(time_words(words, report.attendance.minutes))));
    rows.push_back(row(words.say("report.worries"), report.hides_children()
                                                        ? words.say("site.hidden")
                                                        : count_or_few(words, report.worries)));
    return rows;
}

json report_view(const Call& call, const SitePlace& place, Date month, const MonthReport& report)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto path = path_of(place.site.id) + "/report";
    auto view = crumbs_of(words, place);
    add_months(view, words, path, month);
    const bool own = call.actor.is_charity();
    view["up_href"] = own ? path_of(place.site.id) : "/site-reports";
    view["up_label"] = own ? site_name(words, place.site) : words.say("sites.reports.title");
    view["organization"] = place.organization_name;
    view["rows"] = report_rows(words, report);
    view["hidden"] = report.hides_attendance();
    view["csv_href"] = path + "/csv?month=" + month_text(month);
    view["print_href"] = path + "/print?month=" + month_text(month);
    view.erase("site_href");
    return view;
}

json print_view(const Call& call, const SitePlace& place, Date month, const MonthReport& report)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = crumbs_of(words, place);
    view.erase("site_href");
    view["month"] = month_words(words, month);
    view["back"] = path_of(place.site.id) + "/report?month=" + month_text(month);
    view["organization"] = place.organization_name;
    view["rows"] = report_rows(words, report);
    view["hidden"] = report.hides_attendance();
    return view;
}

json county_view(const Call& call, Date month, const std::vector<SitePlace>& places)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& place : places)
        rows.push_back({{"href", path_of(place.site.id) + "/report?month=" + month_text(month)},
                        {"name", site_name(words, place.site)},
                        {"organization", place.organization_name},
                        {"area", html::area_name(words, place.site.area)}});
    json view{{"sites", html::rows_part(std::move(rows))}, {"sums", nullptr}, {"none", places.empty()}};
    add_months(view, words, "/site-reports", month);
    return view;
}

json province_view(const Call& call, Date month, const ProvinceReport& report)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& sum : report.counties)
        rows.push_back(county_row(words, sum, html::area_name(words, sum.county)));
    if (!rows.empty()) rows.push_back(county_row(words, report.all, words.say("report.all")));
    json view{{"none", rows.empty()}, {"sites", nullptr}, {"sums", html::rows_part(std::move(rows))}};
    add_months(view, words, "/site-reports", month);
    return view;
}

} // namespace server::sites
