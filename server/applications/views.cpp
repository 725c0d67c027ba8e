#include "server/applications/views.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/http/library.hpp"
#include "server/organizations/service.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::applications {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;
using Kind = html::Fields::Kind;

namespace {

constexpr std::string_view kYesNo[] = {"yes", "no"};
constexpr auto kGroup = "application";

std::string typed_in(const html::Typed& typed, const char* name)
{
    const auto at = typed.find(name);
    return at == typed.end() || at->second.empty() ? "" : at->second.front();
}

json area_option(const Division& division, const std::string& label, const std::string& chosen)
{
    const auto code = to_text(division.area);
    return {{"value", code}, {"label", label}, {"chosen", code == chosen}};
}

// The province, then each prefecture with its counties.
json area_groups(const Call& call, const std::string& chosen)
{
    const auto& divisions = *call.library->divisions;
    json groups = json::array();
    for (const auto& province : divisions.under({})) {
        groups.push_back({{"label", province.name},
                          {"options", json::array({area_option(province, province.name, chosen)})}});
        for (const auto& prefecture : divisions.under(province.area)) {
            json options = json::array({area_option(prefecture, prefecture.name, chosen)});
            for (const auto& county : divisions.under(prefecture.area))
                options.push_back(area_option(county, county.name, chosen));
            groups.push_back({{"label", prefecture.name}, {"options", std::move(options)}});
        }
    }
    return groups;
}

json area_field(const Call& call, const Words& words, const html::Typed& typed,
                const std::vector<Fault>& faults)
{
    const auto wrong = std::ranges::find(faults, "/area", &Fault::pointer);
    const auto problem = wrong == faults.end() ? "" : html::sentence(words.messages, words.language, *wrong);
    return {{"groups", area_groups(call, typed_in(typed, "area"))}, {"area_problem", text_part(problem)}};
}

json open_form(const Call& call, const html::Typed& typed, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    html::Fields about({words, kGroup, "apply", typed, faults});
    about.add(Kind::line, "name");
    about.add(Kind::line, "unified_code");
    about.choose(Kind::choice, "kind", organizations::kKinds, "organizations.kind.");
    html::Fields rest({words, kGroup, "apply", typed, faults});
    rest.add(Kind::date, "certificate_until");
    rest.choose(Kind::choice, "public_fundraising", kYesNo, "application.");
    rest.add(Kind::line, "contact");
    rest.add(Kind::line, "phone");
    return {{"about", about.take()}, {"area", area_field(call, words, typed, faults)}, {"rest", rest.take()}};
}

json decide_forms(const Words& words, const Application& row, const html::Typed& typed,
                  const std::vector<Fault>& faults)
{
    if (row.state != ApplicationState::applied) return nullptr;
    html::Fields accept({words, kGroup, "accept", typed, faults});
    accept.add(Kind::tick, "checked_code");
    accept.add(Kind::date, "certificate_until");
    accept.choose(Kind::choice, "public_fundraising", kYesNo, "application.");
    accept.add(Kind::tick, "checked_contact");
    accept.add(Kind::line, "login");
    accept.add(Kind::line, "manager_name");
    html::Fields refuse({words, kGroup, "refuse", typed, faults});
    refuse.add(Kind::lines, "reason");
    return {{"accept_fields", accept.take()}, {"refuse_fields", refuse.take()}};
}

json row_view(const Words& words, const Application& row)
{
    return {{"href", "/applications/" + to_text(row.id)},
            {"name", row.name},
            {"kind", words.say("organizations.kind." + row.kind)},
            {"place", html::area_name(words, row.area)},
            {"unified_code", row.unified_code},
            {"applied", html::day(words.language, day_of(row.applied_at))}};
}

} // namespace

json form_view(const Call& call, const html::Typed& typed, const std::vector<Fault>& faults, bool sent)
{
    const auto words = programs::words_of(*call.library, call.language);
    return {{"summary", html::problems_part(words, faults, "apply")},
            {"sent", sent},
            {"open", sent ? json() : open_form(call, typed, faults)}};
}

json list_view(const Call& call, const ListPage& shown)
{
    const auto words = programs::words_of(*call.library, call.language);
    json boxes = json::array(), rows = json::array();
    for (const auto& [state, count] : shown.counts) {
        const std::string name(name_of(state));
        boxes.push_back({{"href", "/applications?state=" + name},
                         {"label", words.say("application.state." + name)},
                         {"count", html::whole_number(count)},
                         {"here", state == shown.state},
                         {"elsewhere", state != shown.state}});
    }
    for (const auto& row : shown.rows) rows.push_back(row_view(words, row));
    return {{"boxes", std::move(boxes)},
            {"none", rows.empty()},
            {"found", rows_part(std::move(rows))},
            {"next", shown.next.empty() ? json() : json{{"href", shown.next}}}};
}

html::Typed presets(const Application& row)
{
    return {{"certificate_until", {to_text(row.certificate_until)}},
            {"public_fundraising", {row.public_fundraising ? "yes" : "no"}},
            {"manager_name", {row.contact.reveal()}}};
}

json show_view(const Call& call, const Application& row, const html::Typed& typed,
               const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = row_view(words, row);
    view.erase("href");
    view["page_title"] = row.name;
    view["id"] = to_text(row.id);
    view["version"] = std::to_string(row.version);
    view["state_label"] = words.say("application.state." + std::string(name_of(row.state)));
    view["until"] = html::day(words.language, row.certificate_until);
    view["fundraising"] = words.say(row.public_fundraising ? "application.yes" : "application.no");
    view["contact"] = row.contact.reveal();
    view["phone"] = row.phone.reveal();
    view["reason"] = text_part(row.reason);
    view["organization"] =
        row.organization ? json{{"href", "/organizations/" + to_text(row.organization)}} : json();
    view["decide"] = decide_forms(words, row, typed, faults);
    view["summary"] = html::problems_part(words, faults, "accept");
    return view;
}

} // namespace server::applications
