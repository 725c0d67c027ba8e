#include "server/auth/permissions.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/sites/routes.hpp"

namespace server::sites {

using namespace models;

namespace {

Date month_of(const Call& call)
{
    const auto typed = call.verb == Verb::get ? call.query.text("month") : call.form.text("month");
    return parse_month(typed).value_or(first_of_month(call.today()));
}

std::string plan_path(const SitePlace& place, Date month)
{
    return path_of(place.site.id) + "/plan?month=" + month_text(month);
}

Response plan_page(const Call& call, store::Reader& db, const SitePlace& place, const Retry& retry)
{
    const auto month = month_of(call);
    const ShownPlan shown{place, month,
                          store::site_sessions_between(db, place.site.id, month, months_later(month, 1)),
                          store::pattern_of(db, place.site.id), allowed(call.actor.role, Can::manage_sites)};
    return page(call, "sites/plan", plan_view(call, shown, retry), retry.faults.empty() ? 200 : 422);
}

using Planning = Made (*)(const Desk&, const SitePlace&, Date);

Response plan_with(const Call& call, store::Writer& db, Planning planning)
{
    return run_once(call, db, [&]() -> Response {
        const auto place = site_in_path(call, db);
        if (!place) return refusal_response(call, place.error());
        const auto [made, there, left] = planning(desk_of(call, db), *place, month_of(call));
        return see_other(plan_path(*place, month_of(call)) + "&made=" + std::to_string(made) +
                         "&there=" + std::to_string(there) + "&left=" + std::to_string(left));
    });
}

template <class Act> Response on_plan(const Call& call, store::Writer& db, const char* form, const Act& act)
{
    return run_once(call, db, [&]() -> Response {
        const auto place = site_in_path(call, db);
        if (!place) return refusal_response(call, place.error());
        const auto done = act(desk_of(call, db), *place);
        if (done) return see_other(plan_path(*place, month_of(call)));
        return plan_page(call, db, *place, {form, html::typed_of(call.form), done.error().faults});
    });
}

SessionTold session_told(const Form& form)
{
    return {parse_date(form.text("on")), form.text("from"), form.text("until"),
            from_name<SessionKind>(form.text("kind"))};
}

struct InPath {
    SitePlace place;
    SiteSessionRow session;
};
Result<InPath> session_in_path(const Call& call, store::Reader& db)
{
    auto place = site_in_path(call, db);
    if (!place) return std::unexpected(place.error());
    const auto id = parse_id<SiteSessionId>(call.capture("session"));
    auto session = find_session(db, *place, id.value_or(SiteSessionId{}));
    if (!session) return std::unexpected(session.error());
    return InPath{*std::move(place), *std::move(session)};
}

template <class Act> Response on_session(const Call& call, store::Writer& db, const Act& act)
{
    return run_once(call, db, [&]() -> Response {
        auto found = session_in_path(call, db);
        if (!found) return refusal_response(call, found.error());
        auto& [place, session] = *found;
        session.version = call.form.integer("version").value_or(0);
        const auto done = act(desk_of(call, db), session);
        if (done) return see_other(plan_path(place, first_of_month(session.on)));
        const auto& [reason, faults] = done.error();
        if (reason != Reason::invalid) return refusal_response(call, done.error());
        return page(call, "sites/change",
                    change_view(call, place, session, {"change", html::typed_of(call.form), faults}), 422);
    });
}

} // namespace

Response show_plan(const Call& call, store::Reader& db)
{
    const auto place = site_in_path(call, db);
    return place ? plan_page(call, db, *place, {}) : refusal_response(call, place.error());
}

Response make_plan(const Call& call, store::Writer& db) { return plan_with(call, db, make_month); }

Response copy_plan(const Call& call, store::Writer& db) { return plan_with(call, db, copy_month); }

Response add_one_pattern(const Call& call, store::Writer& db)
{
    return on_plan(call, db, "pattern", [&](const Desk& desk, const SitePlace& place) {
        const auto& form = call.form;
        PatternTold told{{},
                         form.text("pattern_from"),
                         form.text("pattern_until"),
                         from_name<SessionKind>(form.text("pattern_kind"))};
        for (const auto& weekday : form.all("weekday"))
            told.weekdays.push_back(weekday.size() == 1 ? weekday[0] - '0' : 0);
        return add_pattern(desk, place, told);
    });
}

Response remove_one_pattern(const Call& call, store::Writer& db)
{
    return on_plan(call, db, "pattern", [&](const Desk& desk, const SitePlace& place) -> Result<bool> {
        const auto& form = call.form;
        const auto kind = from_name<SessionKind>(form.text("kind"));
        const auto from = parse_minute(form.text("from"));
        const auto weekday = form.integer("weekday").value_or(0);
        if (!kind || !from || weekday < 1 || weekday > 7) return refuse({{"error.session.pattern", "", {}}});
        remove_pattern(desk, place, {static_cast<int>(weekday), {*from, 0}, *kind});
        return true;
    });
}

Response add_one_session(const Call& call, store::Writer& db)
{
    return on_plan(call, db, "session", [&](const Desk& desk, const SitePlace& place) {
        return add_session(desk, place, session_told(call.form));
    });
}

Response ask_change(const Call& call, store::Reader& db)
{
    const auto found = session_in_path(call, db);
    if (!found) return refusal_response(call, found.error());
    return page(call, "sites/change", change_view(call, found->place, found->session, {}));
}

Response change_one(const Call& call, store::Writer& db)
{
    return on_session(call, db, [&](const Desk& desk, const SiteSessionRow& session) {
        return change_session(desk, session, session_told(call.form));
    });
}

Response cancel_one(const Call& call, store::Writer& db)
{
    return on_session(call, db, [](const Desk& desk, const SiteSessionRow& session) {
        return move_session(desk, session, SessionAct::cancel);
    });
}

Response restore_one(const Call& call, store::Writer& db)
{
    return on_session(call, db, [](const Desk& desk, const SiteSessionRow& session) {
        return move_session(desk, session, SessionAct::restore);
    });
}

} // namespace server::sites
