#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/offers/service.hpp"
#include "server/programs/words.hpp"
#include "server/sites/views.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;
using html::Fields;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;
using Kind = Fields::Kind;

json crumbs_of(const Words& words, const SitePlace& place)
{
    return {{"site_href", path_of(place.site.id)},
            {"site_name", site_name(words, place.site)},
            {"site_lang", words.language == Language::en && !place.site.name_en.empty() ? "en" : "zh-CN"}};
}

namespace {

const std::vector<Fault>& faults_for(const Retry& retry, const std::string& form)
{
    static const std::vector<Fault> kNone;
    return retry.form == form ? retry.faults : kNone;
}

json session_row(const Words& words, const SiteSessionRow& row, bool open)
{
    const auto state = std::string(name_of(row.state));
    return {{"hours", hours_words(row.hours)},
            {"kind", kind_words(words, row.kind)},
            {"tag", row.state == SessionState::held ? "tag-ok" : "tag-idle"},
            {"state_label", words.say("session.state." + state)},
            {"take", open && row.state != SessionState::cancelled
                         ? json{{"href", path_of(row)},
                                {"label", words.say(row.sheet == 0 ? "attendance.take" : "attendance.mend")}}
                         : json()}};
}

json hours_part(const Words& words, const std::vector<store::OpenOn>& open)
{
    json rows = json::array();
    for (const auto& [weekday, hours] : open)
        rows.push_back({{"weekday", weekday_words(words, weekday)}, {"hours", hours_words(hours)}});
    return rows_part(std::move(rows));
}

// As it is on file, or as it was typed.
html::Typed setting_typed(const ShownSite& shown, const Retry& retry)
{
    if (retry.form == "setting") return retry.typed;
    html::Typed typed{{"contact", {shown.place.contact}}};
    if (shown.place.site.places) typed["places"] = {std::to_string(*shown.place.site.places)};
    for (const auto& [weekday, hours] : shown.open) {
        typed["from_" + std::to_string(weekday)] = {minute_text(hours.from)};
        typed["until_" + std::to_string(weekday)] = {minute_text(hours.until)};
    }
    return typed;
}

json setting_form(const Words& words, const ShownSite& shown, const Retry& retry)
{
    const auto typed = setting_typed(shown, retry);
    const auto& faults = faults_for(retry, "setting");
    Fields contact({words, "site", "setting", typed, faults}), hours({words, "site", "hours", typed, faults});
    contact.add(Kind::line, "contact");
    contact.add(Kind::line, "places");
    for (int weekday = 1; weekday <= 7; ++weekday) {
        const auto number = std::to_string(weekday);
        const std::map<std::string, std::string> day{{"weekday", weekday_words(words, weekday)}};
        hours.add({"from_" + number, words.say("site.opens", day), Kind::line});
        hours.add({"until_" + number, words.say("site.closes", day), Kind::line});
    }
    return {{"action", path_of(shown.place.site.id) + "/setting"},
            {"once", new_form_token()},
            {"version", std::to_string(shown.place.version)},
            {"program_version", std::to_string(shown.program_version)},
            {"program_href", "/programs/" + to_text(shown.place.program)},
            {"fields", contact.take()},
            {"hour_fields", hours.take()}};
}

json staff_form(const Words& words, const ShownSite& shown, const Retry& retry)
{
    static const html::Typed kNothing;
    Fields fields(
        {words, "site", "staff", retry.form == "staff" ? retry.typed : kNothing, faults_for(retry, "staff")});
    Fields::Asked account{"account", words.say("site.ask.staff.account"), Kind::select};
    account.options.push_back({"", words.say("site.no_account")});
    for (const auto& [id, name] : shown.accounts) account.options.push_back({id, name});
    fields.add(account);
    fields.add(Kind::line, "name");
    std::vector<std::string> roles;
    for (const auto& [role, name] : kNames<StaffRole>) roles.emplace_back(name);
    fields.choose(Kind::choice, "role", roles, "site.staff_role.");
    return {{"action", path_of(shown.place.site.id) + "/staff"},
            {"once", new_form_token()},
            {"fields", fields.take()}};
}

json staff_rows(const Words& words, const ShownSite& shown, bool manager)
{
    json rows = json::array();
    for (const auto& row : shown.staff) {
        const json end{{"action", path_of(row.site) + "/staff/" + to_text(row.id) + "/end"},
                       {"once", new_form_token()}};
        rows.push_back({{"name", row.name},
                        {"role", words.say("site.staff_role." + std::string(name_of(row.role)))},
                        {"end", manager ? end : json()}});
    }
    return rows_part(std::move(rows));
}

json roll_form(const Words& words, const ShownSite& shown)
{
    if (!shown.is_staff || shown.children == 0) return nullptr;
    json reasons = json::array();
    for (const auto code : offers::kOpenReasons)
        reasons.push_back(
            {{"code", std::string(code)}, {"label", words.say("offer.open_for." + std::string(code))}});
    return {{"action", path_of(shown.place.site.id) + "/children"}, {"reasons", std::move(reasons)}};
}

std::string done_words(const Call& call, const Words& words)
{
    const auto key = "site.done." + call.query.text("done");
    return words.messages.has(key) ? words.say(key) : std::string();
}

} // namespace

json show_view(const Call& call, const ShownSite& shown, const Retry& retry)
{
    const auto words = programs::words_of(*call.library, call.language);
    const bool manager = allowed(call.actor.role, Can::manage_sites);
    const auto path = path_of(shown.place.site.id);
    json today = json::array();
    for (const auto& row : shown.today) today.push_back(session_row(words, row, shown.is_staff));
    auto view = crumbs_of(words, shown.place);
    view.erase("site_href");
    view["page_title"] = view["site_name"];
    view["summary"] = html::problems_part(words, retry.faults, retry.form);
    view["done"] = text_part(done_words(call, words));
    view["program"] = shown.place.program_name;
    view["area"] = html::area_name(words, shown.place.site.area);
    view["seats"] = seats_words(words, shown.place);
    view["reserved"] =
        text_part(shown.place.reserved > 0
                      ? words.say("site.reserved", {{"count", html::whole_number(shown.place.reserved)}})
                      : "");
    view["day"] = day_words(words, call.today());
    view["no_sessions"] = today.empty();
    view["today"] = rows_part(std::move(today));
    view["contact"] = text_part(shown.place.contact);
    view["hours"] = hours_part(words, shown.open);
    view["hours_told"] = shown.open.empty() ? text_part(shown.place.site.hours) : json();
    view["not_staff"] = !shown.is_staff;
    view["roll"] = roll_form(words, shown);
    view["staff"] = staff_rows(words, shown, manager);
    view["plan_href"] = path + "/plan";
    view["report_href"] = path + "/report";
    view["setting"] = manager ? setting_form(words, shown, retry) : json();
    view["new_staff"] = manager ? staff_form(words, shown, retry) : json();
    return view;
}

} // namespace server::sites
