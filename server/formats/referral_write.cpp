#include "server/formats/fact_json.hpp"
#include "server/formats/referral_json.hpp"
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server {

using nlohmann::json;
using namespace models;

namespace {

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }
json text_or_null(const PrivateText& text) { return text_or_null(text.reveal()); }

template <class Number> json number_or_null(const std::optional<Number>& number)
{
    return number ? json(*number) : json();
}

json write_member(const Member& member, json facts)
{
    return {{"number", member.number},
            {"name", text_or_null(member.name)},
            {"id_type", name_of(member.id_type)},
            {"id_number", text_or_null(member.id_number)},
            {"no_id_reason", text_or_null(member.no_id_reason)},
            {"phone", text_or_null(member.phone)},
            {"facts", std::move(facts)}};
}

json write_aid(const GovernmentAid& aid)
{
    return {{"kind", aid.kind},
            {"amount_fen", aid.amount.fen},
            {"on", to_text(aid.on)},
            {"need_type", text_or_null(aid.need_type)}};
}

// The facts of one part, in the form that is being written.
using WriteFacts = json (*)(const FactRecords&);

json write_household(const Household& household, FactRecords facts, WriteFacts write)
{
    json value{{"village", text_or_null(to_text(household.village))},
               {"address", text_or_null(household.address)},
               {"situation", text_or_null(household.situation)},
               {"all_members_listed", household.all_members_listed},
               {"facts", write(facts)},
               {"aid", json::array()},
               {"members", json::array()}};
    for (const auto& aid : household.aid) value["aid"].push_back(write_aid(aid));
    for (const auto& member : household.members)
        value["members"].push_back(write_member(member, write(member.facts)));
    return value;
}

json write_need(const Need& need)
{
    const std::string ending = need.unit == NeedUnit::fen ? "_fen" : "";
    json value{{"type", need.type},
               {"member", need.member == 0 ? json() : json(need.member)},
               {"facts", write_facts(need.facts)}};
    value["assessed" + ending] = number_or_null(need.assessed);
    value["government_aid" + ending] = need.government_aid;
    return value;
}

json write_stored_need(const Need& need)
{
    return {{"id", need.id.value},
            {"type", need.type},
            {"member", need.member},
            {"unit", name_of(need.unit)},
            {"assessed", number_or_null(need.assessed)},
            {"government_aid", need.government_aid},
            {"promised", need.promised},
            {"state", name_of(need.state)},
            {"facts", write_records(need.facts)}};
}

template <class E> E stored_name(const json& value)
{
    const auto found = from_name<E>(value.get_ref<const std::string&>());
    if (!found) throw std::runtime_error("a stored referral has an unknown word");
    return *found;
}

std::string stored_text(const json& value)
{
    return value.is_null() ? std::string() : value.get<std::string>();
}

Area stored_area(const json& value)
{
    if (value.is_null()) return {};
    return parse_area(value.get_ref<const std::string&>()).value();
}

Member read_stored_member(const json& value)
{
    Member member;
    member.number = value.at("number");
    member.name = PrivateText(stored_text(value.at("name")));
    member.id_type = stored_name<IdType>(value.at("id_type"));
    member.id_number = PrivateText(stored_text(value.at("id_number")));
    member.no_id_reason = stored_text(value.at("no_id_reason"));
    member.phone = PrivateText(stored_text(value.at("phone")));
    member.facts = read_records(value.at("facts"));
    return member;
}

Need read_stored_need(const json& value)
{
    Need need;
    need.id.value = value.at("id");
    need.type = value.at("type");
    need.member = value.at("member");
    need.unit = stored_name<NeedUnit>(value.at("unit"));
    if (!value.at("assessed").is_null()) need.assessed = value.at("assessed").get<std::int64_t>();
    need.government_aid = value.at("government_aid");
    need.promised = value.at("promised");
    need.state = stored_name<NeedState>(value.at("state"));
    need.facts = read_records(value.at("facts"));
    return need;
}

Household read_stored_household(const json& value)
{
    Household household;
    household.id.value = value.at("id");
    household.village = stored_area(value.at("village"));
    household.address = PrivateText(stored_text(value.at("address")));
    household.situation = PrivateText(stored_text(value.at("situation")));
    household.all_members_listed = value.at("all_members_listed");
    household.facts = read_records(value.at("facts"));
    for (const auto& aid : value.at("aid"))
        household.aid.push_back({aid.at("kind"), Money{aid.at("amount_fen").get<std::int64_t>()},
                                 parse_date(aid.at("on").get<std::string>()).value(),
                                 stored_text(aid.at("need_type"))});
    for (const auto& member : value.at("members")) household.members.push_back(read_stored_member(member));
    for (const auto& need : value.at("needs")) household.needs.push_back(read_stored_need(need));
    return household;
}

json heads(const ReferralBody& body)
{
    return {{"kind", body.kind ? json(name_of(*body.kind)) : json()}, {"urgency", name_of(body.urgency)}};
}

} // namespace

json write_referral(const ReferralBody& body)
{
    auto facts = body.household.facts; // the village says where they live
    if (body.household.village)
        std::erase_if(facts, [](const FactRecord& record) { return record.fact == Fact::residence_area; });
    auto value = heads(body);
    value["household"] = write_household(body.household, std::move(facts), write_facts);
    value["needs"] = json::array();
    for (const auto& need : body.household.needs) value["needs"].push_back(write_need(need));
    return value;
}

json write_document(const ReferralBody& body)
{
    auto value = heads(body);
    auto& household = value["household"];
    household = write_household(body.household, body.household.facts, write_records);
    household["id"] = body.household.id.value;
    household["needs"] = json::array();
    for (const auto& need : body.household.needs) household["needs"].push_back(write_stored_need(need));
    return value;
}

ReferralBody read_document(const json& value)
{
    ReferralBody body;
    if (!value.at("kind").is_null()) body.kind = stored_name<ReferralKind>(value.at("kind"));
    body.urgency = stored_name<Urgency>(value.at("urgency"));
    body.household = read_stored_household(value.at("household"));
    return body;
}

} // namespace server
