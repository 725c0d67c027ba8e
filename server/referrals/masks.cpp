#include "server/referrals/masks.hpp"
#include "models/identity.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

using Mask = std::string (*)(std::string_view);

std::string masked_address(std::string_view) { return "***"; }

PrivateText hidden(const PrivateText& text, Mask mask)
{
    return text.empty() ? PrivateText() : PrivateText(mask(text.reveal()));
}

void put_back(json& part, const char* name, const PrivateText& known, Mask mask)
{
    if (!part.is_object() || !part.contains(name) || !part[name].is_string() || known.empty()) return;
    if (part[name].get_ref<const std::string&>() == mask(known.reveal())) part[name] = known.reveal();
}

const Member* member_of(const json& part, const Household& known)
{
    if (!part.is_object() || !part.contains("number") || !part["number"].is_number_integer()) return nullptr;
    const auto at = std::ranges::find(known.members, part["number"].get<std::int64_t>(), &Member::number);
    return at == known.members.end() ? nullptr : &*at;
}

} // namespace

ReferralBody masked(ReferralBody body)
{
    auto& household = body.household;
    household.address = hidden(household.address, masked_address);
    for (auto& member : household.members) {
        member.name = hidden(member.name, masked_name);
        member.id_number = hidden(member.id_number, masked_id_number);
        member.phone = hidden(member.phone, masked_phone);
    }
    return body;
}

void put_back_masked(json& patch, const Household& known)
{
    if (!patch.is_object() || !patch.contains("household")) return;
    auto& household = patch["household"];
    put_back(household, "address", known.address, masked_address);
    if (!household.is_object() || !household.contains("members") || !household["members"].is_array()) return;
    for (auto& part : household["members"])
        if (const auto* member = member_of(part, known)) {
            put_back(part, "name", member->name, masked_name);
            put_back(part, "id_number", member->id_number, masked_id_number);
            put_back(part, "phone", member->phone, masked_phone);
        }
}

} // namespace server::referrals
