#include "server/family/views.hpp"
#include "server/html/format.hpp"
#include "server/http/library.hpp"
#include "server/objections/words.hpp"
#include "server/referrals/consent.hpp"

namespace server::family {

using namespace models;
using html::text_part;
using nlohmann::json;

namespace {

std::string all_words(const Scene& scene, const std::vector<std::string>& codes, const std::string& start)
{
    std::vector<std::string> parts;
    for (const auto& code : codes) parts.push_back(scene.words.say(start + code));
    return scene.words.join(parts, "join.comma", "join.comma");
}

json consent_row(const Scene& scene, const store::ConsentRow& row)
{
    const auto action = "/family/consents/" + to_text(row.id) + "/withdraw";
    json named = json::array();
    for (const auto id : row.organizations)
        named.push_back({{"name", organization_words(scene, id)},
                         {"action", action},
                         {"version", std::to_string(row.version)},
                         {"organization", to_text(id)}});
    const bool several = row.organizations.size() > 1;
    return {{"named", std::move(named)},
            {"whom", text_part(whom_words(scene, row.member))},
            {"purposes", all_words(scene, row.purposes, "need.")},
            {"told_fields", all_words(scene, row.fields, "referral.consent.field.")},
            {"valid_until", html::day(scene.words.language, row.until)},
            {"all", several ? json{{"action", action}, {"version", std::to_string(row.version)}} : json()}};
}

} // namespace

json consents_view(const Scene& scene)
{
    json rows = json::array();
    for (const auto& row : scene.told.consents) rows.push_back(consent_row(scene, row));
    const bool none = rows.empty();
    const auto& referral = scene.told.known.referral;
    const bool may_give = referrals::takes_consent(referral.state, referral.close_reason);
    return {{"consents", std::move(rows)}, {"no_consent", none}, {"may_give", may_give}};
}

json objections_view(const Scene& scene)
{
    const auto& words = scene.words;
    json rows = json::array();
    for (const auto& [row, about] : scene.told.objections) {
        const bool open = row.state == ObjectionState::open;
        rows.push_back({{"kind", words.say("objection.kind." + std::string(name_of(kind_of(row.about))))},
                        {"number", row.reference},
                        {"about", about},
                        {"tag", open ? "tag-warn" : "tag-idle"},
                        {"state_label", words.say("objection.state." + std::string(name_of(row.state)))},
                        {"due", text_part(objections::due_words(words, row))},
                        {"answer", text_part(row.answer)}});
    }
    return html::rows_part(std::move(rows));
}

json offices_view(const Scene& scene)
{
    const auto& words = scene.words;
    const auto& divisions = *scene.call.library->divisions;
    const auto village = scene.told.known.referral.village;
    json rows = json::array();
    for (const auto level : {AreaLevel::village, AreaLevel::township, AreaLevel::county}) {
        const auto key = level == AreaLevel::village    ? "family.office.village"
                         : level == AreaLevel::township ? "family.office.township"
                                                        : "family.office.county";
        rows.push_back({{"text", words.messages.text(words.language, key,
                                                     {{"place", divisions.path(part_of(village, level))}})}});
    }
    return rows;
}

} // namespace server::family
