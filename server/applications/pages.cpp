#include "models/store/accounts.hpp"
#include "models/store/applications.hpp"
#include "models/store/audit.hpp"
#include "server/applications/routes.hpp"
#include "server/applications/service.hpp"
#include "server/applications/views.hpp"
#include "server/auth/throttle.hpp"
#include "server/config.hpp"
#include "server/html/page.hpp"
#include "server/http/decode.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include <nlohmann/json.hpp>

namespace server::applications {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::string_view kApplying = "(application)"; // whose failures counts what was sent, for throttling

html::Typed typed_in(const Form& form)
{
    html::Typed typed;
    for (const auto& [name, value] : form.fields())
        if (name != "csrf") typed[name] = form.all(name);
    return typed;
}

Wish wish_in(const Form& form)
{
    return {form.text("name"),
            form.text("unified_code"),
            form.text("kind"),
            form.text("area"),
            form.text("certificate_until"),
            form.text("public_fundraising"),
            form.text("contact"),
            form.text("phone")};
}

Check check_in(const Form& form)
{
    return {form.has("checked_code"),        form.has("checked_contact"), form.text("certificate_until"),
            form.text("public_fundraising"), form.text("login"),          form.text("manager_name")};
}

std::optional<Application> application_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ApplicationId>(call.capture("id"));
    return id ? find_in_scope(db, call.actor, *id) : std::nullopt;
}

Response shown_again(const Call& call, const Application& row, Refusal refusal)
{
    for (auto& fault : refusal.faults)
        if (fault.pointer == "/name") fault.pointer = "/manager_name";
    return page(call, "applications/show", show_view(call, row, typed_in(call.form), refusal.faults),
                status_for(refusal.reason, false));
}

Seen seen_in(const Call& call, const Application& row)
{
    return {row.id, call.form.integer("version").value_or(0)};
}

} // namespace

// GET /applications/new
Response show_form(const Call& call, store::Reader&)
{
    return page(call, "applications/new", form_view(call, {}, {}, call.query.has("sent")));
}

// POST /applications
Response send(const Call& call, store::Writer& db)
{
    if (auto refused = auth::throttled(call, db, kApplying)) return *std::move(refused);
    const auto wish = read_wish(db, *call.library->divisions, wish_in(call.form), call.now);
    if (!wish)
        return page(call, "applications/new",
                    form_view(call, typed_in(call.form), wish.error().faults, false), 422);
    store::insert_failure(db, kApplying, call.peer, call.now);
    apply(db, *wish, call.now);
    return see_other("/applications/new?sent=1");
}

// GET /applications
Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto area = call.actor.area;
    ListPage shown{from_name<ApplicationState>(call.query.text("state")).value_or(ApplicationState::applied),
                   {},
                   {},
                   {}};
    shown.rows = store::list_applications(db, area, shown.state, ApplicationId{wish->after}, wish->limit + 1);
    if (std::ssize(shown.rows) > wish->limit) {
        shown.rows.pop_back();
        shown.next = next_page_of(call, shown.rows.back().id.value);
    }
    for (const auto& [state, name] : kNames<ApplicationState>)
        shown.counts.emplace_back(state, store::count_applications(db, area, state));
    return page(call, "applications/list", list_view(call, shown));
}

// GET /applications/{id}
Response show(const Call& call, store::Writer& db)
{
    const auto row = application_in_path(call, db);
    if (!row) return not_found(call);
    store::append_audit(db, {call.now, call.actor.account, "application.read", to_text(row->id), ""});
    return page(call, "applications/show", show_view(call, *row, presets(*row), {}));
}

// POST /applications/{id}/accept
Response accept_page(const Call& call, store::Writer& db)
{
    const auto row = application_in_path(call, db);
    if (!row) return not_found(call);
    const auto invited =
        accept(db, call.actor, *call.library->divisions, seen_in(call, *row), check_in(call.form), call.now);
    if (!invited) return shown_again(call, *row, invited.error());
    const auto link = call.library->config->base_url + "/invitation?code=" + percent_encoded(invited->code);
    return page(call, "applications/accepted",
                {{"name", row->name}, {"login", invited->login}, {"code", invited->code}, {"link", link}});
}

// POST /applications/{id}/refuse
Response refuse_page(const Call& call, store::Writer& db)
{
    const auto row = application_in_path(call, db);
    if (!row) return not_found(call);
    const auto refused =
        refuse_application(db, call.actor, seen_in(call, *row), call.form.text("reason"), call.now);
    if (!refused) return shown_again(call, *row, refused.error());
    return see_other("/applications/" + to_text(row->id));
}

} // namespace server::applications
