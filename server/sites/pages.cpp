#include "models/store/accounts.hpp"
#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/document.hpp"
#include "server/programs/service.hpp"
#include "server/programs/words.hpp"
#include "server/sites/routes.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;
using nlohmann::json;

Result<SitePlace> site_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<SiteId>(call.capture("id"));
    return id ? find_in_scope(db, call.actor, *id) : refuse(Reason::not_found, "error.site.unknown");
}

Result<SitePlace> own_site_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<SiteId>(call.capture("id"));
    return id ? find_as_staff(db, call.actor, *id) : refuse(Reason::not_found, "error.site.unknown");
}

namespace {

constexpr std::int64_t kMostPlaces = 10'000;

std::vector<SiteSessionRow> sessions_on(store::Reader& db, const SitePlace& place, Date day)
{
    return store::site_sessions_between(db, place.site.id, day, plus_days(day, 1));
}

std::vector<std::pair<std::string, std::string>> accounts_to_add(store::Reader& db, const SitePlace& place)
{
    constexpr int kMost = 200;
    std::vector<std::pair<std::string, std::string>> all;
    const auto staff = store::staff_of(db, place.site.id);
    for (const auto& row : store::list_accounts_of(db, place.organization, {}, kMost))
        if (row.active &&
            std::ranges::find(staff, row.actor.account, &store::StaffRow::account) == staff.end())
            all.emplace_back(to_text(row.actor.account), row.actor.name);
    return all;
}

Response site_page(const Call& call, store::Reader& db, const SitePlace& place, const Retry& retry,
                   int status)
{
    ShownSite shown{place,
                    store::opening_hours(db, place.site.id),
                    store::staff_of(db, place.site.id),
                    {},
                    sessions_on(db, place, call.today()),
                    roll_now(db, place).size(),
                    find_as_staff(db, call.actor, place.site.id).has_value()};
    if (allowed(call.actor.role, Can::manage_sites)) shown.accounts = accounts_to_add(db, place);
    if (const auto program = store::find_program(db, place.program)) shown.program_version = program->version;
    return page(call, "sites/show", show_view(call, shown, retry), status);
}

// Places are the program's, and change there; nothing typed: not limited.
Result<bool> save_places(const Desk& desk, const SitePlace& place, const Form& form)
{
    const auto typed = form.integer("places");
    if ((!typed && !form.text("places").empty()) || (typed && (*typed < 0 || *typed > kMostPlaces)))
        return refuse({{"error.site.places", "/places", {}}});
    if (typed == place.site.places) return true;
    const auto row = store::find_program(desk.db, place.program).value();
    auto program = programs::stored_program(row, desk.library.named_rules);
    for (auto& site : program.sites)
        if (site.code == place.site.code) site.places = typed;
    const auto changed =
        programs::change_program(desk.db, desk.actor, row.id, form.integer("program_version").value_or(0),
                                 std::move(program), *desk.library.divisions, desk.now);
    if (changed) return true;
    const auto reason = changed.error().reason;
    if (reason == Reason::stale) return refuse(Reason::stale, "error.site.changed");
    if (reason == Reason::full) return refuse(Reason::full, "error.site.places_taken", "/places");
    return std::unexpected(changed.error());
}

// Faults of a form are mended on the site's page; somebody was faster: the same, with the sentence above it.
template <class Act> Response on_site(const Call& call, store::Writer& db, const char* form, const Act& act)
{
    return run_once(call, db, [&]() -> Response {
        const auto place = site_in_path(call, db);
        if (!place) return refusal_response(call, place.error());
        const auto done = act(desk_of(call, db), *place);
        if (done) return see_other(path_of(place->site.id) + "?done=" + form);
        const auto& [reason, faults] = done.error();
        if (reason == Reason::not_found) return refusal_response(call, done.error());
        return site_page(call, db, *place, {form, html::typed_of(call.form), faults},
                         status_for(reason, false));
    });
}

} // namespace

Response list(const Call& call, store::Reader& db)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    const auto planned = store::sessions_by_site(
        db, call.actor.organization, call.actor.is_charity() ? Area{} : call.actor.area, call.today());
    for (const auto& place : sites_in_scope(db, call.actor)) {
        const auto at = planned.find(place.site.id);
        const std::int64_t today = at == planned.end() ? 0 : at->second;
        const bool english = words.language == Language::en && !place.site.name_en.empty();
        rows.push_back(
            {{"href", path_of(place.site.id)},
             {"name", site_name(words, place.site)},
             {"name_lang", english ? "en" : "zh-CN"},
             {"program", place.program_name},
             {"area", html::area_name(words, place.site.area)},
             {"seats", seats_words(words, place)},
             {"today", html::text_part(today == 0 ? std::string()
                                                  : words.one_or_many("site.sessions_today", today))}});
    }
    return page(call, "sites/list", {{"none", rows.empty()}, {"found", html::rows_part(std::move(rows))}});
}

Response show(const Call& call, store::Reader& db)
{
    const auto place = site_in_path(call, db);
    if (!place) return refusal_response(call, place.error());
    return site_page(call, db, *place, {}, 200);
}

Response set(const Call& call, store::Writer& db)
{
    return on_site(call, db, "setting", [&](const Desk& desk, const SitePlace& place) {
        const auto& form = call.form;
        Setting told{form.integer("version").value_or(-1), form.text("contact"), {}};
        for (int weekday = 1; weekday <= 7; ++weekday) {
            const auto number = std::to_string(weekday);
            told.weekdays[static_cast<std::size_t>(weekday - 1)] = {form.text("from_" + number),
                                                                    form.text("until_" + number)};
        }
        const auto saved = save_setting(desk, place, told);
        return saved ? save_places(desk, place, form) : saved;
    });
}

Response add_one_staff(const Call& call, store::Writer& db)
{
    return on_site(call, db, "staff", [&](const Desk& desk, const SitePlace& place) {
        const auto& form = call.form;
        return add_staff(desk, place,
                         {parse_id<AccountId>(form.text("account")).value_or(AccountId{}), form.text("name"),
                          from_name<StaffRole>(form.text("role"))});
    });
}

Response end_one_staff(const Call& call, store::Writer& db)
{
    return on_site(call, db, "staff", [&](const Desk& desk, const SitePlace& place) {
        return end_staff(desk, place, parse_id<StaffId>(call.capture("staff")).value_or(StaffId{}));
    });
}

} // namespace server::sites
