#include "models/identity.hpp"
#include "server/config.hpp"
#include "server/html/format.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/views_parts.hpp"

namespace server::referrals {

using nlohmann::json;
using namespace models;
using html::Words;

namespace {

// What one A4 page has room for.
constexpr std::size_t kMostNeeds = 7;
constexpr std::size_t kMostMembers = 8;
constexpr std::size_t kMostKinds = 4;
constexpr std::size_t kMostConsented = 6;
constexpr std::size_t kMostLetters = 110; // of the situation
constexpr std::size_t kMostOfAddress = 70;

std::string shortened(const std::string& text, std::size_t most)
{
    std::size_t letters = 0, at = 0;
    for (; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (begins && letters++ == most) break;
    }
    return at == text.size() ? text : text.substr(0, at) + "…";
}

std::string members_words(const Scene& scene)
{
    const auto& members = scene.household.members;
    std::vector<std::string> parts;
    for (const auto& member : members)
        if (parts.size() < kMostMembers) parts.push_back(member_words(scene, member.number));
    if (members.size() > kMostMembers) parts.push_back(scene.words.say("referral.print.and_more"));
    const auto all = scene.words.join(parts, "referral.join.long", "referral.join.long");
    return scene.words.say(
        "referral.print.members",
        {{"count", scene.words.one_or_many("referral.members", std::ssize(members))}, {"all", all}});
}

// Capitals are how a Chinese form guards a sum; an English one has none.
std::string sum_words(const Words& words, Money sum)
{
    const auto plain = words.say("value.fen", {{"yuan", html::yuan(sum)}});
    return words.language == Language::en ? plain : plain + "（" + html::capital_yuan(sum) + "）";
}

std::string left_words(const Words& words, Money left)
{
    if (words.language == Language::zh) return html::capital_yuan(left);
    return words.say("value.fen", {{"yuan", html::yuan(left)}});
}

std::string aid_words(const Scene& scene)
{
    Money sum;
    std::vector<std::string> kinds;
    for (const auto& aid : scene.household.aid) {
        sum = sum + aid.amount;
        const auto kind = scene.words.say("aid." + aid.kind);
        if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
    }
    if (kinds.empty()) return scene.words.say("referral.print.no_aid");
    if (kinds.size() > kMostKinds) {
        kinds.resize(kMostKinds);
        kinds.push_back(scene.words.say("referral.print.and_more"));
    }
    return scene.words.say("referral.print.aid",
                           {{"kinds", scene.words.join(kinds, "join.comma", "join.comma")},
                            {"amount", sum_words(scene.words, sum)},
                            {"on", html::day(scene.words.language, scene.household.aid.back().on)}});
}

json need_rows(const Scene& scene)
{
    json rows = json::array();
    for (const auto& need : scene.household.needs) {
        if (rows.size() == kMostNeeds) break;
        const bool money = need.unit == NeedUnit::fen;
        rows.push_back(
            {{"need", scene.words.say("need." + need.type)},
             {"assessed", amount_words(scene.words, need, need.assessed)},
             {"aid", money ? amount_words(scene.words, need, need.government_aid) : std::string("–")},
             {"promised", amount_words(scene.words, need, need.promised)},
             {"residual", amount_words(scene.words, need, residual_of(need))}});
    }
    return rows;
}

json total_view(const Scene& scene)
{
    Money assessed, aid, promised, residual;
    for (const auto& need : scene.household.needs) {
        if (need.unit != NeedUnit::fen || !need.assessed) continue;
        assessed = assessed + Money{*need.assessed};
        aid = aid + Money{need.government_aid};
        promised = promised + Money{need.promised};
        residual = residual + Money{residual_of(need).value_or(0)};
    }
    return {{"sum_assessed", html::yuan(assessed)},
            {"sum_aid", html::yuan(aid)},
            {"sum_promised", html::yuan(promised)},
            {"sum_residual", html::yuan(residual)},
            {"capital", left_words(scene.words, residual)}};
}

// Those the family allowed, or lines to write on.
json consent_boxes(const Words& words, const Printed& printed)
{
    json ticked = json::array();
    for (const auto& name : printed.consented) {
        if (ticked.size() == kMostConsented) break;
        ticked.push_back({{"name", name}});
    }
    if (ticked.empty()) return {{"blank", true}, {"ticked", nullptr}};
    const bool more = printed.consented.size() > kMostConsented;
    return {{"blank", false},
            {"ticked",
             {{"names", std::move(ticked)},
              {"more", more},
              {"until", words.say("referral.print.consented",
                                  {{"day", html::day(words.language, *printed.consented_until)}})}}}};
}

std::string kind_words(const Words& words, const Referral& referral)
{
    return referral.kind ? words.say("kind." + std::string(name_of(*referral.kind))) : std::string();
}

std::string office_words(const Call& call, const Words& words, const Referral& referral)
{
    const auto county = part_of(referral.village, AreaLevel::county);
    return words.say("referral.print.bureau", {{"county", place_words(call, county, AreaLevel::county)}});
}

void add_contact(json& view, const Scene& scene)
{
    const Member none{};
    const auto& members = scene.household.members;
    const auto& contact = members.empty() ? none : members.front();
    view["name"] = contact.name.reveal();
    view["sex_and_age"] = sex_and_age(scene, contact);
    view["id_number"] = masked_id_number(contact.id_number.reveal());
    view["phone"] = masked_phone(contact.phone.reveal());
    view["address"] = shortened(place_words(scene.call, scene.household.village, AreaLevel::province) +
                                    scene.household.address.reveal(),
                                kMostOfAddress);
}

// More than the sheet holds at its usual size: it is set smaller. A line holds about 36 Chinese characters.
bool is_long(Language language, const json& view)
{
    constexpr std::size_t kBytesOfLine = 100;
    const std::size_t most = language == Language::zh ? 25 : 21; // half lines; English labels wrap
    std::size_t half_lines = 3 * view["needs"].size();
    for (const auto* name : {"members", "address", "aid_words"})
        half_lines += 2 * (view[name].get_ref<const std::string&>().size() / kBytesOfLine + 1);
    const auto& situation = view["situation"];
    const auto hardship = situation.is_null() ? 0 : situation["text"].get_ref<const std::string&>().size();
    return half_lines + 2 * (hardship / kBytesOfLine + 1) > most;
}

// Read aloud and typed more easily in two halves.
std::string spaced(const std::string& code) { return code.substr(0, 4) + " " + code.substr(4); }

std::string query_page_of(const Call& call)
{
    const auto& config = *call.library->config;
    return (config.base_url.empty() ? own_address(config) : config.base_url) + "/family";
}

} // namespace

json print_view(const Call& call, const Printed& printed)
{
    const auto& known = printed.known;
    const auto words = programs::words_of(*call.library, call.language);
    const Scene scene{call, words, known.household(), call.today()};
    const auto situation = shortened(known.household().situation.reveal(), kMostLetters);
    json view{{"reference", known.referral.reference},
              {"edition", std::to_string(known.referral.facts_version)},
              {"day", html::day(words.language, call.today())},
              {"members", members_words(scene)},
              {"layers", layers_words(scene)},
              {"income", income_per_head(scene)},
              {"kind", kind_words(words, known.referral)},
              {"situation", text_part(situation)},
              {"aid_words", aid_words(scene)},
              {"needs", need_rows(scene)},
              {"consent_boxes", consent_boxes(words, printed)},
              {"more_needs", known.household().needs.size() > kMostNeeds},
              {"office", office_words(call, words, known.referral)},
              {"query_code", spaced(printed.query_code)},
              {"query_page", query_page_of(call)},
              {"back", "/referrals/" + to_text(known.referral.id)}};
    view.update(total_view(scene));
    add_contact(view, scene);
    view["long"] = is_long(words.language, view);
    return view;
}

} // namespace server::referrals
