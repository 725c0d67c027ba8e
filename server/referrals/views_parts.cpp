#include "server/referrals/views_parts.hpp"
#include "models/identity.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/http/library.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;
using html::Words;

std::string contact_of(const Household& household)
{
    return household.members.empty() ? "" : masked_name(household.members.front().name.reveal());
}

std::string family_name(const Words& words, const std::string& contact)
{
    if (contact.empty()) return words.say("referral.family.without_name");
    return words.messages.text(words.language, "referral.family", {{"name", contact}});
}

std::string state_words(const Words& words, ReferralState state)
{
    return words.say("referral.state." + std::string(name_of(state)));
}

std::string place_words(const Call& call, Area village, AreaLevel from)
{
    return village ? call.library->divisions->path(village, from) : std::string();
}

namespace {

const Member* find_member(const Household& household, std::int64_t number)
{
    const auto found = std::ranges::find(household.members, number, &Member::number);
    return found == household.members.end() ? nullptr : &*found;
}

std::optional<int> age_of(const Member& member, Date today)
{
    const auto* birth = value_on(member.facts, Fact::birth_date, today);
    return birth ? age_on(std::get<Date>(*birth), today) : std::nullopt;
}

} // namespace

std::string sex_and_age(const Scene& scene, const Member& member)
{
    std::vector<std::string> parts;
    if (const auto* sex = value_on(member.facts, Fact::sex, scene.today))
        parts.push_back(scene.words.say("code.sex." + std::get<Code>(*sex).text));
    if (const auto age = age_of(member, scene.today))
        parts.push_back(scene.words.say("referral.years_old", {{"age", std::to_string(*age)}}));
    return scene.words.join(parts, "referral.join.comma", "referral.join.comma");
}

std::string member_words(const Scene& scene, std::int64_t number)
{
    const auto* member = number == 0 ? nullptr : find_member(scene.household, number);
    if (!member) return scene.words.say("referral.whole_family");
    const auto* relation = value_on(member->facts, Fact::relation, scene.today);
    std::vector<std::string> parts{
        relation      ? scene.words.say("code.relation." + std::get<Code>(*relation).text)
        : number == 1 ? scene.words.say("referral.contact")
                      : scene.words.say("referral.member_number", {{"number", std::to_string(number)}})};
    if (const auto age = age_of(*member, scene.today))
        parts.push_back(scene.words.say("referral.years_old", {{"age", std::to_string(*age)}}));
    return scene.words.join(parts, "referral.join.comma", "referral.join.comma");
}

std::string amount_words(const Words& words, const Need& need, const std::optional<std::int64_t>& amount)
{
    if (!amount) return words.say("referral.needs.not_known");
    if (need.unit == NeedUnit::fen) return html::yuan(Money{*amount});
    return words.one_or_many("referral.unit." + std::string(name_of(need.unit)), *amount);
}

} // namespace server::referrals
