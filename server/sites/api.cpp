#include "server/formats/reader.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/sites/attendance.hpp"
#include "server/sites/report.hpp"
#include "server/sites/routes.hpp"
#include <nlohmann/json.hpp>

// Sites for other systems: numbers alone. A child is the number of its offer.
namespace server::sites {

using namespace models;
using nlohmann::json;

namespace {

json count_or_null(const std::optional<std::int64_t>& count) { return count ? json(*count) : json(); }

json site_json(const SitePlace& place)
{
    return {{"id", to_text(place.site.id)},
            {"code", place.site.code},
            {"name", place.site.name},
            {"program", to_text(place.program)},
            {"organization", to_text(place.organization)},
            {"area", to_text(place.site.area)},
            {"places", count_or_null(place.site.places)},
            {"places_left", count_or_null(place.site.places_left)},
            {"reserved", place.reserved},
            {"seated", place.committed}};
}

json session_json(const SiteSessionRow& row)
{
    return {{"id", to_text(row.id)},
            {"on", to_text(row.on)},
            {"from", minute_text(row.hours.from)},
            {"until", minute_text(row.hours.until)},
            {"kind", name_of(row.kind)},
            {"state", name_of(row.state)},
            {"sheet", row.sheet},
            {"version", row.version}};
}

json report_json(const SitePlace& place, Date month, const MonthReport& report)
{
    const bool few = report.hides_children(), rate_hidden = report.hides_attendance();
    json kinds = json::array();
    for (const auto& row : report.kinds)
        kinds.push_back({{"kind", name_of(row.kind)},
                         {"held", row.held},
                         {"cancelled", row.cancelled},
                         {"minutes", row.minutes}});
    const auto unless = [](bool hidden, std::int64_t count) { return hidden ? json() : json(count); };
    return {{"site", to_text(place.site.id)},
            {"month", month_text(month)},
            {"children", unless(few, report.children)},
            {"held", report.held},
            {"cancelled", report.cancelled},
            {"minutes", report.minutes},
            {"kinds", std::move(kinds)},
            {"marks", unless(rate_hidden, report.attendance.marks)},
            {"present", unless(rate_hidden, report.attendance.present)},
            {"child_minutes", unless(rate_hidden, report.attendance.minutes)},
            {"worries", unless(few || report.worries < kLeastMinors, report.worries)}};
}

// ?month=2026-11; nothing: this month.
Result<Date> month_in(const Call& call)
{
    if (auto refusal = refuse_other_filters(call, {"month"})) return std::unexpected(*std::move(refusal));
    if (!call.query.has("month")) return first_of_month(call.today());
    const auto month = parse_month(call.query.text("month"));
    if (!month) return refuse({{"error.filter.value", "/month", {{"value", call.query.text("month")}}}});
    return *month;
}

struct AskedMonth {
    SitePlace place;
    Date month{};
};
Result<AskedMonth> month_of_site(const Call& call, store::Reader& db)
{
    auto place = site_in_path(call, db);
    if (!place) return std::unexpected(place.error());
    const auto month = month_in(call);
    if (!month) return std::unexpected(month.error());
    return AskedMonth{*std::move(place), *month};
}

Result<Taken> taken_in(const Call& call)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    std::vector<Fault> faults;
    Taken taken;
    {
        ObjectReader whole(*body, "", faults);
        const auto sheet = whole.number("sheet", 0, kMostId);
        if (!sheet && faults.empty()) whole.fault("error.json.required", "sheet");
        taken.seen = sheet.value_or(0);
        taken.rest_present = whole.yes_no("rest_present").value_or(false);
        whole.each("marks", 1'000, [&](const json& one, const std::string& at) {
            ObjectReader part(one, at, faults);
            const auto child = parse_id<OfferId>(part.required_text("child"));
            const auto mark = part.choice<Mark>("mark");
            if (!mark) part.fault("error.attendance.mark", "mark");
            if (!child || (mark && !taken.marks.emplace(*child, *mark).second))
                part.fault("error.attendance.child", "child");
        });
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return taken;
}

Response take_now(const Call& call, store::Writer& db)
{
    const auto place = own_site_in_path(call, db);
    if (!place) return refusal_response(call, place.error());
    const auto id = parse_id<SiteSessionId>(call.capture("session")).value_or(SiteSessionId{});
    const auto session = find_session(db, *place, id);
    if (!session) return refusal_response(call, session.error());
    const auto taken = taken_in(call);
    if (!taken) return refusal_response(call, taken.error());
    if (taken->seen > session->sheet)
        return refusal_response(call, {Reason::invalid, {{"error.attendance.sheet", "/sheet", {}}}});
    const auto done = take_attendance(desk_of(call, db), *place, *session, *taken);
    if (!done) return refusal_response(call, done.error());
    if (!done->clashes.empty())
        return refusal_response(call, {Reason::wrong_state, {{"error.attendance.clash", "/sheet", {}}}});
    const auto sheet = find_session(db, *place, id)->sheet;
    const auto counts = counting(store::attendance_of(db, id), sheet);
    std::int64_t unmarked = 0;
    for (const auto& row : roll_on(db, *place, session->on)) unmarked += counts.contains(row.id) ? 0 : 1;
    return json_response(200, json{{"saved", done->saved}, {"sheet", sheet}, {"unmarked", unmarked}}.dump());
}

} // namespace

// GET /api/v1/sites
Response list_sites_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    json items = json::array();
    for (const auto& place : sites_in_scope(db, call.actor)) items.push_back(site_json(place));
    return json_response(200, json{{"items", std::move(items)}}.dump());
}

// GET /api/v1/sites/{id}/sessions
Response list_sessions_api(const Call& call, store::Reader& db)
{
    const auto asked = month_of_site(call, db);
    if (!asked) return refusal_response(call, asked.error());
    const auto& [place, month] = *asked;
    json items = json::array();
    for (const auto& row : store::site_sessions_between(db, place.site.id, month, months_later(month, 1)))
        items.push_back(session_json(row));
    return json_response(200, json{{"month", month_text(month)}, {"items", std::move(items)}}.dump());
}

// GET /api/v1/sites/{id}/report
Response report_api(const Call& call, store::Reader& db)
{
    const auto asked = month_of_site(call, db);
    if (!asked) return refusal_response(call, asked.error());
    const auto& [place, month] = *asked;
    return json_response(200, report_json(place, month, report_of(db, place, month)).dump());
}

// POST /api/v1/sites/{id}/sessions/{session}/attendance
Response attendance_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] { return take_now(call, db); });
}

} // namespace server::sites
