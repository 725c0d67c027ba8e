#include "server/family/views.hpp"
#include "server/html/format.hpp"
#include "server/offers/words.hpp"
#include <algorithm>
#include <set>

namespace server::family {

using namespace models;
using html::text_part;
using nlohmann::json;

std::string organization_words(const Scene& scene, OrganizationId id)
{
    const auto found = scene.told.names.find(id.value);
    return found == scene.told.names.end() ? scene.words.say("family.some_organization") : found->second;
}

std::string amount_words(const Scene& scene, const store::OfferRow& offer, std::int64_t units)
{
    return offers::units_words(scene.words, offer.unit, units);
}

std::string whom_words(const Scene& scene, std::int64_t number)
{
    const auto& members = scene.told.known.household().members;
    const auto member = std::ranges::find(members, number, &Member::number);
    if (number == 0 || member == members.end()) return {};
    std::vector<std::string> parts;
    const auto today = scene.call.today();
    if (const auto* relation = value_on(member->facts, Fact::relation, today))
        parts.push_back(scene.words.say("code.relation." + std::get<Code>(*relation).text));
    const auto* birth = value_on(member->facts, Fact::birth_date, today);
    if (const auto age = birth ? age_on(std::get<Date>(*birth), today) : std::nullopt)
        parts.push_back(scene.words.say("referral.years_old", {{"age", std::to_string(*age)}}));
    return scene.words.join(parts, "join.comma", "join.comma");
}

namespace {

std::int64_t arrived_of(const Help& help)
{
    std::int64_t units = 0;
    for (const auto& delivery : help.deliveries)
        if (delivery.state != DeliveryState::reversed) units += delivery.units;
    return units;
}

std::string line_words(const Scene& scene, const Help& help)
{
    const auto before = help.line ? help.line->place - 1 : 0;
    return before == 0 ? scene.words.say("family.line_first")
                       : scene.words.one_or_many("family.line", before);
}

std::string help_words(const Scene& scene, const Help& help)
{
    const auto& offer = help.offer;
    const auto state = help.unable ? "unable" : std::string(name_of(offer.state));
    return scene.words.messages.text(scene.words.language, "family.help." + state,
                                     {{"organization", organization_words(scene, offer.organization)},
                                      {"line", line_words(scene, help)},
                                      {"amount", amount_words(scene, offer, offer.units)},
                                      {"arrived", amount_words(scene, offer, arrived_of(help))}});
}

json need_row(const Scene& scene, const Need& need)
{
    json help = json::array();
    bool under_way = false;
    for (const auto& one : scene.told.help) {
        if (one.offer.need != need.id || one.offer.state == OfferState::entered_in_error) continue;
        under_way = under_way || !is_end(one.offer.state);
        help.push_back({{"text", help_words(scene, one)}});
    }
    const auto state = std::string(name_of(need.state));
    const bool looking =
        need.state == NeedState::open && !under_way && is_live(scene.told.known.referral.state);
    if (looking) help.push_back({{"text", scene.words.say("family.looking")}});
    return {{"need", scene.words.say("need." + need.type)},
            {"whom", text_part(whom_words(scene, need.member))},
            {"need_state",
             need.state == NeedState::open ? json() : text_part(scene.words.say("family.need." + state))},
            {"help", std::move(help)}};
}

// The instant an organization's clock ends, as a day to tell.
std::string last_day(const Scene& scene, Time due)
{
    const auto day = due == start_of(day_of(due)) ? plus_days(day_of(due), -1) : day_of(due);
    return html::short_day(scene.words.language, day);
}

} // namespace

json needs_view(const Scene& scene)
{
    json rows = json::array();
    for (const auto& need : scene.told.known.household().needs) rows.push_back(need_row(scene, need));
    return rows;
}

json arrivals_view(const Scene& scene)
{
    json rows = json::array();
    for (const auto& help : scene.told.help)
        for (const auto& delivery : help.deliveries) {
            if (delivery.state != DeliveryState::recorded) continue;
            rows.push_back(
                {{"question", scene.words.messages.text(
                                  scene.words.language, "family.arrived.question",
                                  {{"day", html::short_day(scene.words.language, delivery.on)},
                                   {"organization", organization_words(scene, help.offer.organization)},
                                   {"amount", amount_words(scene, help.offer, delivery.units)}})},
                 {"action", "/family/deliveries/" + to_text(delivery.id) + "/confirm"},
                 {"deny_href", "/family/objection?about=offer:" + to_text(help.offer.id)}});
        }
    return html::rows_part(std::move(rows));
}

std::vector<std::string> help_dates(const Scene& scene)
{
    using enum OfferState;
    std::vector<std::string> lines;
    for (const auto& help : scene.told.help) {
        const auto& offer = help.offer;
        if (is_end(offer.state) || !offer.due_at) continue;
        const auto asked = offer.state == offered ? received : offer.state;
        const bool over = *offer.due_at <= scene.call.now;
        lines.push_back(scene.words.messages.text(
            scene.words.language, (over ? "family.over." : "family.due.") + std::string(name_of(asked)),
            {{"organization", organization_words(scene, offer.organization)},
             {"day", last_day(scene, *offer.due_at)}}));
    }
    return lines;
}

int helping(const Scene& scene)
{
    std::set<std::int64_t> organizations;
    for (const auto& help : scene.told.help)
        if (is_under_way(help.offer.state)) organizations.insert(help.offer.organization.value);
    return static_cast<int>(organizations.size());
}

} // namespace server::family
