#include "models/identity.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/http/library.hpp"
#include "server/referrals/views_parts.hpp"
#include <algorithm>
#include <array>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

// Said elsewhere on the page, or exact where a band is enough: a birth date stands as an age.
constexpr std::array kSaidElsewhere{Fact::birth_date,
                                    Fact::sex,
                                    Fact::relation,
                                    Fact::layers,
                                    Fact::residence_area,
                                    Fact::income_year,
                                    Fact::counted_members,
                                    Fact::rigid_living_year,
                                    Fact::rigid_medical_year,
                                    Fact::rigid_education_year,
                                    Fact::rigid_rehabilitation_year,
                                    Fact::rigid_other_year};

json fact_rows(const Scene& scene, const FactRecords& facts, FactLevel level)
{
    const auto& words = scene.words;
    json rows = json::array();
    for (const auto& row : all_facts()) {
        if (row.level != level || row.derived) continue;
        if (std::ranges::find(kSaidElsewhere, row.fact) != kSaidElsewhere.end()) continue;
        const auto* value = value_on(facts, row.fact, scene.today);
        if (!value) continue;
        rows.push_back(
            {{"label", html::fact_label(words.messages, words.language, row.fact)},
             {"value", html::fact_value(words.messages, words.language, words.divisions, row.fact, *value)}});
    }
    return rows;
}

std::string paper_words(const Scene& scene, const Member& member)
{
    if (!member.id_number.empty()) return masked_id_number(member.id_number.reveal());
    if (member.no_id_reason.empty()) return scene.words.say("rule.not_known");
    return scene.words.say("referral.no_id",
                           {{"reason", scene.words.say("no_id_reason." + member.no_id_reason)}});
}

json member_row(const Scene& scene, const Member& member)
{
    const auto* relation = value_on(member.facts, Fact::relation, scene.today);
    const auto& words = scene.words;
    const bool contact = &member == &scene.household.members.front();
    return {{"name", masked_name(member.name.reveal())},
            {"relation", contact    ? words.say("referral.contact")
                         : relation ? words.say("code.relation." + std::get<Code>(*relation).text)
                                    : words.say("rule.not_known")},
            {"who", text_part(sex_and_age(scene, member))},
            {"id_type", words.say("id_type." + std::string(name_of(member.id_type)))},
            {"id_number", paper_words(scene, member)},
            {"phone", text_part(masked_phone(member.phone.reveal()))},
            {"facts", fact_rows(scene, member.facts, FactLevel::member)}};
}

} // namespace

std::string layers_words(const Scene& scene)
{
    const auto& words = scene.words;
    const auto* layers = value_on(scene.household.facts, Fact::layers, scene.today);
    if (!layers) return words.say("rule.not_known");
    return html::fact_value(words.messages, words.language, words.divisions, Fact::layers, *layers);
}

json aid_rows(const Scene& scene)
{
    const auto& words = scene.words;
    json rows = json::array();
    for (const auto& aid : scene.household.aid)
        rows.push_back(
            {{"kind", html::word(words.messages, words.language, "aid", aid.kind)},
             {"amount", html::yuan(aid.amount)},
             {"on", html::day(words.language, aid.on)},
             {"spent_on", aid.need_type.empty() ? json() : text_part(words.say("need." + aid.need_type))}});
    return rows;
}

json family_view(const Scene& scene)
{
    const auto& household = scene.household;
    json members = json::array();
    for (const auto& member : household.members) members.push_back(member_row(scene, member));
    auto aid = aid_rows(scene);
    return {{"members_count", scene.words.one_or_many("referral.members", std::ssize(household.members))},
            {"members", std::move(members)},
            {"all_listed", household.all_members_listed},
            {"not_all_listed", !household.all_members_listed},
            {"has_address", !household.address.empty()},
            {"layers", layers_words(scene)},
            {"household_facts", fact_rows(scene, household.facts, FactLevel::household)},
            {"no_aid", aid.empty()},
            {"government_aid", rows_part(std::move(aid))},
            {"situation", text_part(without_names(household.situation.reveal(), household))}};
}

} // namespace server::referrals
