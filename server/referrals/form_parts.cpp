#include "server/referrals/form_parts.hpp"
#include "server/html/messages.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace server::referrals {

using nlohmann::json;
using namespace models;

std::string say(const Call& call, const std::string& key, const std::map<std::string, std::string>& values)
{
    return call.library->messages->text(call.language, key, values);
}

namespace {

constexpr std::array<std::string_view, 7> kMarks{"csrf", "once",     "version", "autosave",
                                                 "act",  "township", "back"};

std::string segment_after(std::string_view pointer, std::string_view start)
{
    const auto rest = pointer.substr(start.size());
    return std::string(rest.substr(0, rest.find('/')));
}

std::string last_segment(std::string_view pointer)
{
    return std::string(pointer.substr(pointer.rfind('/') + 1));
}

Place place_of_member(const Household& household, const std::string& pointer, const std::string& start)
{
    const auto text = segment_after(pointer, start);
    std::size_t position{};
    std::from_chars(text.data(), text.data() + text.size(), position);
    const auto field = last_segment(pointer);
    if (position == 0 || position >= household.members.size()) return {"who", field};
    return {"member." + std::to_string(household.members[position].number), field};
}

} // namespace

Place place_of(const Household& household, const std::string& pointer)
{
    const std::string typed = "/typed/", member = "/household/members/";
    if (pointer.starts_with(typed)) return {segment_after(pointer, typed), last_segment(pointer)};
    if (pointer.starts_with(member)) return place_of_member(household, pointer, member);
    if (pointer == "/needs") return {"needs", "need"};
    if (pointer == "/kind") return {"needs", "kind"};
    return {"who", last_segment(pointer)};
}

std::string label_of(const Call& call, const ReferralBody& body, const Place& place)
{
    for (const auto& field : fields_of(body, place.part))
        if (field.name == place.field) return say(call, field.label);
    const auto word = place.field.substr(0, place.field.find('_'));
    const auto rest = place.field.substr(std::min(place.field.size(), word.size() + 1));
    if (word == "amount" || word == "for") return say(call, "need." + rest);
    if (word == "self") return say(call, "fact.self_paid");
    return say(call, word == "aid" ? "referral.form.aid" : "referral.field.need");
}

std::string form_path(ReferralId id, const std::string& part)
{
    const auto start = "/referrals/" + to_text(id) + "/form/";
    if (const auto number = member_of_part(part)) return start + "members/" + std::to_string(*number);
    return start + part;
}

// A row of the check page leads back to it, a member to the step it was opened from.
std::string next_path(const Call& call, ReferralId id, const std::string& part)
{
    auto back = call.form.text("back");
    if (back != "check" && back != "needs" && back != "family") back.clear();
    if (!back.empty()) return form_path(id, back);
    if (part == "who") return form_path(id, "needs");
    return form_path(id, part == "needs" ? "family" : part == "family" ? "check" : "needs");
}

Typed typed_of(const Call& call, const Document& document, const std::string& part)
{
    auto typed = shown(document.body, part, *call.library);
    if (const auto kept = document.kept.find(part); kept != document.kept.end())
        for (const auto& [name, values] : kept->second) typed[name] = values;
    return typed;
}

Typed typed_in(const Form& form)
{
    Typed typed;
    for (const auto& [name, unused] : form.fields())
        if (std::ranges::find(kMarks, name) == kMarks.end()) typed[name] = form.all(name);
    return typed;
}

json problems_view(const Call& call, const std::vector<Fault>& faults)
{
    if (faults.empty()) return nullptr;
    json problems = json::array();
    for (const auto& fault : faults)
        problems.push_back({{"field", fault.pointer.empty() ? "main" : fault.pointer.substr(1)},
                            {"text", html::sentence(*call.library->messages, call.language, fault)}});
    return {{"problems", std::move(problems)}};
}

} // namespace server::referrals
