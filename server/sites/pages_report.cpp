#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/sheets/sheet.hpp"
#include "server/sites/routes.hpp"

namespace server::sites {

using namespace models;

namespace {

Date reported_month(const Call& call)
{
    return parse_month(call.query.text("month")).value_or(first_of_month(call.today()));
}

sheets::Sheet table_of(const Call& call, const SitePlace& place, Date month, const MonthReport& report)
{
    const auto words = programs::words_of(*call.library, call.language);
    sheets::Sheet table;
    const auto add = [&](const std::string& name, const std::string& value) {
        table.rows.push_back({{name, {}}, {value, {}}});
    };
    add(words.say("report.site"), site_name(words, place.site));
    add(words.say("report.organization"), place.organization_name);
    add(words.say("report.month"), month_text(month));
    for (const auto& row : report_rows(words, report))
        add(row["name"].get<std::string>(), row["value"].get<std::string>());
    return table;
}

} // namespace

Response show_report(const Call& call, store::Reader& db)
{
    const auto place = site_in_path(call, db);
    if (!place) return refusal_response(call, place.error());
    const auto month = reported_month(call);
    return page(call, "sites/report", report_view(call, *place, month, report_of(db, *place, month)));
}

Response print_report(const Call& call, store::Reader& db)
{
    const auto place = site_in_path(call, db);
    if (!place) return refusal_response(call, place.error());
    const auto month = reported_month(call);
    return bare_page(call, "sites/print", print_view(call, *place, month, report_of(db, *place, month)));
}

Response csv_report(const Call& call, store::Reader& db)
{
    const auto place = site_in_path(call, db);
    if (!place) return refusal_response(call, place.error());
    const auto month = reported_month(call);
    return sheets::csv_file(table_of(call, *place, month, report_of(db, *place, month)),
                            "site-" + month_text(month));
}

Response show_reports(const Call& call, store::Reader& db)
{
    const auto month = reported_month(call);
    if (call.actor.role == Role::analyst)
        return page(call, "sites/reports", province_view(call, month, report_of_province(db, month)));
    return page(call, "sites/reports", county_view(call, month, sites_in_scope(db, call.actor)));
}

} // namespace server::sites
