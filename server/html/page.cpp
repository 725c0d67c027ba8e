#include "server/html/page.hpp"
#include "server/auth/permissions.hpp"
#include "server/config.hpp"
#include "server/html/messages.hpp"
#include "server/html/refill.hpp"
#include "server/html/templates.hpp"
#include "server/http/decode.hpp"
#include "server/http/library.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server {

using nlohmann::json;

namespace {

// What is needed each day stands in the bar, the rest behind one word.
struct Place {
    std::string_view href, key;
    Can can;
    bool rare = false;
};
constexpr Place kMenu[] = {{"/", "page.menu.home", Can::anyone},
                           {"/due", "page.menu.due", Can::see_due},
                           {"/referrals", "page.menu.referrals", Can::see_referrals},
                           {"/offers", "page.menu.offers", Can::see_offers},
                           {"/sites", "page.menu.sites", Can::run_sites},
                           {"/programs", "page.menu.programs", Can::see_programs},
                           {"/rounds", "page.menu.rounds", Can::see_rounds},
                           {"/notices", "page.menu.notices", Can::see_due},
                           {"/organizations", "page.menu.organizations", Can::see_organizations},
                           {"/worries", "page.menu.worries", Can::see_worries, true},
                           {"/payments", "page.menu.payments", Can::answer_offers, true},
                           {"/stock", "page.menu.stock", Can::answer_offers, true},
                           {"/site-reports", "page.menu.site_reports", Can::see_site_sums, true},
                           {"/objections", "page.menu.objections", Can::answer_objections, true},
                           {"/approvals", "page.menu.approvals", Can::see_approvals, true},
                           {"/accounts", "page.menu.accounts", Can::manage_accounts, true},
                           {"/channels", "page.menu.channels", Can::manage_channels, true},
                           {"/outbox", "page.menu.outbox", Can::run_system, true},
                           {"/retention", "page.menu.retention", Can::run_system, true},
                           {"/keys", "page.menu.keys", Can::run_system, true}};

std::string text(const Call& call, std::string_view key,
                 const std::map<std::string, std::string>& values = {})
{
    return call.library->messages->text(call.language, key, values);
}

bool may_see(const Call& call, Can can)
{
    return can == Can::anyone || (call.actor && allowed(call.actor.role, can));
}

bool is_at(const Call& call, std::string_view href)
{
    return call.path == href || (href != "/" && call.path.starts_with(std::string(href) + "/"));
}

json menu_of(const Call& call, bool rare)
{
    json menu = json::array();
    for (const auto& place : kMenu) {
        if (place.rare != rare || !may_see(call, place.can)) continue;
        const bool current = is_at(call, place.href);
        menu.push_back({{"href", place.href},
                        {"label", text(call, place.key)},
                        {"here", current},
                        {"elsewhere", !current},
                        {"live", place.href == "/notices"}});
    }
    return menu;
}

json more_of(const Call& call)
{
    auto places = menu_of(call, true);
    if (places.empty()) return nullptr;
    for (auto& place : places) place.erase("live");
    return {{"places", std::move(places)}};
}

} // namespace

std::string page_before(const Call& call)
{
    const auto origin = (call.secure ? "https://" : "http://") + call.host + "/";
    return call.referer.starts_with(origin) ? call.referer.substr(origin.size() - 1) : "/";
}

namespace {

// Where this page can be asked for again: what a form sent is shown on the page that the form stands on.
std::string address_of(const Call& call) { return call.verb == Verb::get ? call.target : page_before(call); }

// The same address with one parameter set.
std::string address_with(const Call& call, std::string_view name, std::string_view value)
{
    const auto address = address_of(call);
    const auto mark = std::min(address.find('?'), address.size());
    std::string query;
    const auto form = read_form(std::string_view(address).substr(std::min(mark + 1, address.size())));
    if (form)
        for (const auto& [known, kept] : form->fields())
            if (known != name) query += percent_encoded(known) + "=" + percent_encoded(kept) + "&";
    return address.substr(0, mark) + "?" + query + std::string(name) + "=" + std::string(value);
}

json account_of(const Call& call)
{
    if (!call.actor) return nullptr;
    const auto role = "accounts.role." + std::string(models::name_of(call.actor.role));
    return {{"name", call.actor.name}, {"role", text(call, role)}};
}

std::string title_of(const Call& call, std::string_view name, const json& view, int status)
{
    std::string key(name);
    std::ranges::replace(key, '/', '.');
    const auto given = view.find("page_title");
    const auto title = given != view.end() ? given->get<std::string>() : text(call, key + ".title");
    return text(call, status < 400 ? "page.title" : "page.title_wrong", {{"title", title}});
}

json site_of(const Call& call, std::string title)
{
    const auto* config = call.library->config.get();
    const bool signed_in = static_cast<bool>(call.actor);
    const bool at_sign_in = call.path == "/sign-in" || call.path.starts_with("/family");
    return {{"title", std::move(title)},
            {"site_menu", menu_of(call, false)},
            {"site_more", more_of(call)},
            {"site_account", account_of(call)},
            {"site_sign_in", !signed_in && !at_sign_in},
            {"site_demo", call.library->demo ? json{{"site_next_day", signed_in && call.local}} : json()},
            {"site_kept", call.kept ? json{{"again", nullptr}} : json()},
            {"size", call.large ? "large" : "normal"},
            {"site_large", call.large},
            {"site_not_large", !call.large},
            {"large_href", address_with(call, "large", call.large ? "0" : "1")},
            {"language_href", address_with(call, "lang", call.language == Language::zh ? "en" : "zh")},
            {"operator_name", config ? config->operator_name : std::string()}};
}

// What was chosen in the address is kept for the pages that follow.
void keep_choice(const Call& call, std::string_view name, std::string_view value, Response& response)
{
    if (call.query.text(name) != value) return;
    response.cookies.push_back(std::string(name) + "=" + std::string(value) +
                               "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly" +
                               (call.secure ? "; Secure" : ""));
}

// What was sent after the session had ended, to be sent again as it is: its page no longer has that form.
json form_again(const KeptForm& kept)
{
    json fields = json::array();
    for (const auto& [name, value] : kept.fields.fields())
        fields.push_back({{"name", name}, {"value", value}});
    return {{"action", kept.action}, {"fields", std::move(fields)}};
}

// The page with its late form filled in.
std::string with_kept(const Call& call, const html::Templates& templates, std::string_view name, json& whole)
{
    const auto& kept = *call.kept;
    auto filled = html::refilled(templates.expand(call.language, name, whole), kept.action, kept.fields);
    if (filled) return *std::move(filled);
    whole["site"]["site_kept"]["again"] = form_again(kept);
    return templates.expand(call.language, name, whole);
}

const html::Templates& templates_of(const Call& call, std::string_view name, bool document)
{
    const auto& templates = *call.library->templates;
    if (templates.is_whole_document(name) != document)
        throw std::logic_error(std::string(name) +
                               (document ? " is no whole document" : " has its own <html>"));
    return templates;
}

} // namespace

Response page(const Call& call, std::string_view name, const json& view, int status)
{
    const auto& templates = templates_of(call, name, false);
    json whole = view;
    whole.erase("page_title");
    whole.erase("page_refresh");
    if (whole.contains("site") || whole.contains("csrf"))
        throw std::logic_error(std::string(name) + ": site and csrf are the page's own");
    whole["site"] = site_of(call, title_of(call, name, view, status));
    whole["site"]["site_refresh"] = view.contains("page_refresh"); // every two seconds, without a script
    whole["csrf"] = call.csrf;
    Response response{.status = status,
                      .body = call.kept ? with_kept(call, templates, name, whole)
                                        : templates.expand(call.language, name, whole)};
    keep_choice(call, "lang", call.language == Language::zh ? "zh" : "en", response);
    keep_choice(call, "large", call.large ? "1" : "0", response);
    return response;
}

Response bare_page(const Call& call, std::string_view name, const json& view, int status)
{
    return {.status = status, .body = templates_of(call, name, true).expand(call.language, name, view)};
}

} // namespace server
