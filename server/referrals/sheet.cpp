#include "server/referrals/sheet.hpp"
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace server::referrals {

using nlohmann::json;
using namespace models;

std::string one(const Typed& typed, const std::string& name)
{
    const auto found = typed.find(name);
    return found == typed.end() || found->second.empty() ? std::string() : found->second.front();
}

std::string date_written(const std::string& text)
{
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            parts.back() += c;
        else if (!parts.back().empty())
            parts.emplace_back();
    }
    if (parts.back().empty()) parts.pop_back();
    if (parts.size() == 1 && parts[0].size() == 8)
        parts = {parts[0].substr(0, 4), parts[0].substr(4, 2), parts[0].substr(6)};
    if (parts.size() != 3 || parts[0].size() != 4) return text;
    for (auto* part : {&parts[1], &parts[2]})
        if (part->size() == 1) part->insert(0, "0");
    return parts[0] + "-" + parts[1] + "-" + parts[2];
}

std::optional<std::int64_t> member_of_part(const std::string& part)
{
    constexpr std::string_view kMember = "member.";
    if (!part.starts_with(kMember)) return {};
    const auto number = parse_id<Id<struct MemberNumber>>(std::string_view(part).substr(kMember.size()));
    return number ? std::optional(number->value) : std::nullopt;
}

std::int64_t next_member_number(const Household& household)
{
    std::int64_t number = 1;
    for (const auto& member : household.members) number = std::max(number, member.number + 1);
    return number;
}

namespace {

std::optional<std::int64_t> whole(std::string_view text)
{
    std::int64_t value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

// A value in the form's JSON; nothing: not known. A text that is no number stays text, so the reader refuses
// it.
json value_of(const Field& field, const Typed& typed)
{
    const auto text = one(typed, field.name);
    if (field.input == Input::codes) {
        const auto found = typed.find(field.name);
        const auto codes = found == typed.end() ? std::vector<std::string>{} : found->second;
        const bool complete = !one(typed, field.name + "_all").empty();
        return codes.empty() && !complete ? json() : json{{"codes", codes}, {"complete", complete}};
    }
    if (text.empty()) return nullptr;
    if (field.input == Input::yes_no)
        return text == "yes" ? json(true) : text == "no" ? json(false) : json(text);
    if (field.input == Input::number) {
        const auto number = whole(text);
        return number ? json(*number) : json(text);
    }
    if (field.input == Input::yuan) {
        const auto amount = parse_yuan(text);
        return amount ? json(amount->fen) : json(text);
    }
    if (field.input == Input::date) return date_written(text);
    return text;
}

void put(json& referral, const Field& field, json value)
{
    const json::json_pointer pointer(field.pointer);
    if (!value.is_null()) {
        referral[pointer] = std::move(value);
        return;
    }
    auto& parent = referral[pointer.parent_pointer()];
    if (parent.is_object()) parent.erase(pointer.back());
}

// The ID number says birth date and sex anew; a reason why there is none takes the number away.
void settle_paper(json& referral, const std::vector<Field>& fields, const Typed& typed)
{
    const auto clear = [&](const char* name) {
        for (const auto& field : fields)
            if (field.name == name) put(referral, field, nullptr);
    };
    if (!one(typed, "id_number").empty()) {
        clear("birth_date");
        clear("sex");
    } else if (!one(typed, "no_id_reason").empty()) {
        clear("id_number");
    }
}

bool is_given(const Field& field, const Typed& typed)
{
    return field.input != Input::secret || !one(typed, field.name).empty();
}

// Birth date and sex follow from a resident ID that stands already.
bool follows_from_id(const json& referral, const Field& field, const Typed& typed)
{
    if (field.name != "birth_date" && field.name != "sex") return false;
    if (!one(typed, field.name).empty() && one(typed, "id_number").empty()) return false;
    const auto member = json::json_pointer(field.pointer).parent_pointer().parent_pointer();
    const auto& paper = referral[member];
    return paper.contains("id_number") && paper["id_number"].is_string();
}

void put_fields(json& referral, const std::vector<Field>& fields, const Typed& typed)
{
    for (const auto& field : fields)
        if (is_given(field, typed) && !follows_from_id(referral, field, typed))
            put(referral, field, value_of(field, typed));
    settle_paper(referral, fields, typed);
}

std::string field_of(const std::vector<Field>& fields, const json& referral, const std::string& pointer)
{
    const Field* best = nullptr;
    for (const auto& field : fields) {
        const bool below = pointer == field.pointer || pointer.starts_with(field.pointer + "/");
        if (below && (!best || best->pointer.size() < field.pointer.size())) best = &field;
    }
    return best ? best->name : field_of_need(referral, pointer);
}

// Money that is no number is told as money.
Fault told_for(const std::vector<Field>& fields, const Fault& fault, const std::string& name)
{
    for (const auto& field : fields)
        if (field.name == name && field.input == Input::yuan && fault.key == "error.fact.type")
            return {"error.amount.not_a_number", "/" + name, {}};
    return {fault.key, "/" + name, fault.values};
}

void take_away(json& referral, const std::string& at)
{
    json::json_pointer pointer(at);
    while (!pointer.empty()) {
        const auto parent = pointer.parent_pointer();
        if (referral.contains(pointer) && referral[parent].is_object()) {
            referral[parent].erase(pointer.back());
            return;
        }
        pointer = parent;
    }
}

// Reads, and takes out what the reader refuses, until all that is left can be taken.
ReferralBody read_what_can_be(json referral, const std::vector<Field>& fields, const Typed& typed,
                              const Reading& reading, Taken& result)
{
    constexpr int kMostRounds = 50;
    for (int round = 0; round < kMostRounds; ++round) {
        auto body = read_referral(referral, reading.library.need_types, *reading.library.divisions,
                                  reading.now, reading.source);
        if (body) return *std::move(body);
        for (const auto& fault : body.error().faults) {
            const auto name = field_of(fields, referral, fault.pointer);
            result.faults.push_back(told_for(fields, fault, name));
            if (const auto at = typed.find(name); at != typed.end()) result.kept.insert(*at);
        }
        for (const auto& fault : body.error().faults) take_away(referral, fault.pointer);
    }
    throw std::logic_error("a form that cannot be read at all");
}

std::size_t position_of(const Household& household, std::int64_t number)
{
    const auto at = std::ranges::find(household.members, number, &Member::number);
    return static_cast<std::size_t>(at - household.members.begin());
}

} // namespace

std::vector<Field> fields_of(const ReferralBody& known, const std::string& part)
{
    if (part == "who") return who_fields();
    if (const auto number = member_of_part(part)) return member_fields(position_of(known.household, *number));
    return part == "needs" ? needs_fields() : family_fields();
}

Taken taken(const ReferralBody& known, const std::string& part, const Typed& typed, const Reading& reading)
{
    Taken result;
    auto referral = write_referral(known);
    auto& members = referral["household"]["members"];
    if (part == "who" && members.empty())
        members.push_back({{"number", 1}, {"facts", {{"relation", "self"}}}});
    const auto number = member_of_part(part);
    const auto fields = fields_of(known, part);
    if (number && position_of(known.household, *number) == members.size())
        members.push_back({{"number", *number}, {"facts", json::object()}});

    put_fields(referral, fields, typed);
    const auto needs = shown(known, "needs", reading.library);
    if (part == "needs") put_needs(referral, typed, needs, reading.library, result);
    if (part == "family") put_aid(referral, typed, needs, reading.library, result);
    result.body = read_what_can_be(std::move(referral), fields, typed, reading, result);
    result.body.household = carried_over(known.household, std::move(result.body.household));
    return result;
}

namespace {

std::string text_of(const json& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    return value.is_number_integer() ? std::to_string(value.get<std::int64_t>()) : std::string();
}

void show(const json& referral, const Field& field, Typed& shown)
{
    const json::json_pointer pointer(field.pointer);
    if (field.input == Input::secret || !referral.contains(pointer)) return;
    const auto& found = referral[pointer];
    const auto& value = found.is_object() && found.contains("value") ? found["value"] : found;
    if (field.input == Input::codes) {
        for (const auto& code : value.at("codes")) shown[field.name].push_back(code);
        if (value.at("complete").get<bool>()) shown[field.name + "_all"] = {"yes"};
        return;
    }
    auto text = text_of(value);
    if (field.input == Input::yuan && !text.empty()) text = to_yuan(Money{value.get<std::int64_t>()});
    if (text.ends_with(".00") && field.input == Input::yuan) text.resize(text.size() - 3);
    if (!text.empty()) shown[field.name] = {std::move(text)};
}

} // namespace

Typed shown(const ReferralBody& body, const std::string& part, const Library& library)
{
    Typed shown;
    const auto referral = write_referral(body);
    for (const auto& field : fields_of(body, part)) show(referral, field, shown);
    if (part == "needs") show_needs(referral, library, shown);
    if (part == "family") show_aid(referral, library, shown);
    return shown;
}

ReferralBody without_member(ReferralBody body, std::int64_t number)
{
    auto& household = body.household;
    std::erase_if(household.members, [&](const Member& member) { return member.number == number; });
    for (auto& need : household.needs)
        if (need.member == number) need.member = 0;
    return body;
}

Result<ReferralBody> patched(const ReferralBody& known, const json& patch, const Reading& reading)
{
    auto referral = write_referral(known);
    referral.merge_patch(patch);
    return read_referral(referral, reading.library.need_types, *reading.library.divisions, reading.now,
                         reading.source);
}

} // namespace server::referrals
