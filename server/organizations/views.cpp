#include "server/organizations/views.hpp"
#include "models/names.hpp"
#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/organizations/service.hpp"
#include "server/programs/service.hpp"
#include "server/programs/words.hpp"
#include <array>
#include <nlohmann/json.hpp>

namespace server::organizations {

using nlohmann::json;
using namespace models;

namespace {

std::string say(const Call& call, const std::string& key,
                const std::map<std::string, std::string>& values = {})
{
    return call.library->messages->text(call.language, key, values);
}

bool in_english(const Call& call, const std::string& english)
{
    return call.language == Language::en && !english.empty();
}

std::string area_text(const Call& call, Area area)
{
    const auto* division = call.library->divisions->find(area);
    if (!division) return say(call, "organizations.elsewhere");
    if (in_english(call, division->name_en)) return division->name_en;
    return level_of(area) >= AreaLevel::county ? call.library->divisions->path(area) : division->name;
}

// Programs of an organization that this account may see.
std::vector<const Program*> programs_of(const Call& call, OrganizationId id, const programs::Programs& all)
{
    std::vector<const Program*> own;
    for (const auto& program : all)
        if (program.organization == id && programs::may_see(call.actor, id, program.state))
            own.push_back(&program);
    return own;
}

json identity_view(const Call& call, const store::OrganizationRow& row)
{
    const bool english = in_english(call, row.name_en);
    return {{"name", english ? row.name_en : row.name},
            {"name_lang", english ? "en" : "zh-CN"},
            {"kind", say(call, "organizations.kind." + row.kind)},
            {"area", area_text(call, row.area)},
            {"public_fundraising", row.public_fundraising},
            {"inactive", !row.active},
            {"expired", row.certificate_until && *row.certificate_until < call.today()},
            {"unified_code", row.unified_code}};
}

json part(const std::string& text) { return text.empty() ? json::array() : json::array({{{"text", text}}}); }

json program_view(const Call& call, const Program& program)
{
    const bool english = in_english(call, program.name.en);
    const std::string state(name_of(program.state));
    return {{"href", "/programs/" + to_text(program.id)},
            {"name", english ? program.name.en : program.name.zh},
            {"name_lang", english ? "en" : "zh-CN"},
            {"state", state},
            {"state_label", say(call, "programs.state." + state)}};
}

} // namespace

json list_view(const Call& call, const std::vector<store::OrganizationRow>& rows,
               const programs::Programs& programs, const std::string& next)
{
    json items = json::array();
    for (const auto& row : rows) {
        auto item = identity_view(call, row);
        item["href"] = "/organizations/" + to_text(row.id);
        const auto count = programs_of(call, row.id, programs).size();
        item["programs"] =
            say(call, count == 1 ? "organizations.programs_one" : "organizations.programs_other",
                {{"count", std::to_string(count)}});
        items.push_back(std::move(item));
    }
    return {{"rows", std::move(items)},
            {"none", rows.empty()},
            {"applications", allowed(call.actor.role, Can::manage_organizations)},
            {"next", next.empty() ? json::array() : json::array({{{"href", next}}})}};
}

json renew_view(const Call& call, const store::OrganizationRow& row, const html::Typed& typed,
                const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    constexpr std::array<std::string_view, 2> kYesNo{"yes", "no"};
    using Kind = html::Fields::Kind;
    html::Fields fields({words, "organizations", "renew", typed, faults});
    fields.add(Kind::tick, "checked_code");
    fields.add(Kind::date, "certificate_until");
    fields.choose(Kind::choice, "public_fundraising", kYesNo, "organizations.renew.");
    const auto path = "/organizations/" + to_text(row.id);
    const bool english = in_english(call, row.name_en);
    return {{"page_title", words.say("organizations.renew.title")},
            {"name", english ? row.name_en : row.name},
            {"name_lang", english ? "en" : "zh-CN"},
            {"unified_code", row.unified_code},
            {"summary", html::problems_part(words, faults, "renew")},
            {"back", path},
            {"action", path + "/renew"},
            {"until", part(row.certificate_until ? html::day(call.language, *row.certificate_until) : "")},
            {"once", new_form_token()},
            {"version", std::to_string(row.version)},
            {"fields", fields.take()}};
}

json show_view(const Call& call, const store::OrganizationRow& row, const programs::Programs& programs)
{
    auto view = identity_view(call, row);
    view["page_title"] = view["name"];
    view["phone"] = part(row.phone);
    view["website"] = part(row.website);
    view["certificate"] = part(row.certificate_until ? html::day(call.language, *row.certificate_until) : "");
    view["renew"] =
        may_renew(call.actor, row) ? json{{"href", "/organizations/" + to_text(row.id) + "/renew"}} : json();
    json items = json::array();
    for (const auto* program : programs_of(call, row.id, programs))
        items.push_back(program_view(call, *program));
    view["none"] = items.empty();
    view["programs"] = std::move(items);
    return view;
}

} // namespace server::organizations
