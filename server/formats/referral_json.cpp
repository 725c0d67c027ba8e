#include "server/formats/referral_json.hpp"
#include "server/formats/codes.hpp"
#include "server/formats/fact_json.hpp"
#include "server/formats/reader.hpp"
#include "server/http/library.hpp"
#include <set>

namespace server {

using nlohmann::json;
using namespace models;

namespace {

constexpr std::size_t kMostMembers = 30;
constexpr std::size_t kMostNeeds = 40;
constexpr std::size_t kMostAid = 60;
constexpr std::int64_t kMostUnits = 1'000'000;

// What every part of one reading looks things up in, and where it leaves its faults.
struct ReferralReading {
    std::span<const NeedType> types;
    const Divisions& divisions;
    Told told;
    Date today;
    std::vector<Fault>& faults;

    const NeedType* type(std::string_view code) const
    {
        const auto at = std::ranges::find(types, code, &NeedType::code);
        return at == types.end() ? nullptr : &*at;
    }
};

const FactValue* find_value(const FactRecords& facts, Fact fact)
{
    const auto at = std::ranges::find(facts, fact, &FactRecord::fact);
    return at == facts.end() ? nullptr : &at->value;
}

// What another field says already: fills the fact, or compares it with what was written.
void fill(FactRecords& facts, Fact fact, FactValue value, std::string key, const std::string& at,
          ReferralReading& reading)
{
    const auto* written = find_value(facts, fact);
    if (!written) {
        facts.push_back({fact,
                         std::move(value),
                         Date{std::chrono::year{1900} / 1 / 1},
                         {},
                         reading.told.at,
                         reading.told.by});
        std::ranges::sort(facts, {}, &FactRecord::fact);
        return;
    }
    if (*written != value)
        reading.faults.push_back({std::move(key), at + "/facts/" + member_name(row_of(fact)), {}});
}

// A division of this province must be in the table; an old code becomes today's. Others are taken as they
// are.
void bring_up_to_date(Area& area, const std::string& at, ReferralReading& reading)
{
    area = reading.divisions.current(area);
    const auto province = part_of(area, AreaLevel::province);
    if (reading.divisions.find(province) && !reading.divisions.find(area))
        reading.faults.push_back({"error.area.unknown", at, {{"code", to_text(area)}}});
}

FactRecords facts_of_part(ObjectReader& part, FactLevel level, ReferralReading& reading)
{
    const auto* written = part.member("facts");
    if (!written) return {};
    const auto at = part.pointer("facts");
    auto facts = read_facts(*written, level, at, reading.told, reading.faults);
    for (auto& record : facts) {
        const auto pointer = [&] { return at + "/" + member_name(row_of(record.fact)); };
        if (auto* area = std::get_if<Area>(&record.value)) bring_up_to_date(*area, pointer(), reading);
        if (const auto* date = std::get_if<Date>(&record.value); date && *date > reading.today)
            reading.faults.push_back({"error.fact.future", pointer(), {}});
    }
    return facts;
}

void read_id(ObjectReader& part, Member& member, const std::string& at, ReferralReading& reading)
{
    member.id_type = part.choice<IdType>("id_type").value_or(IdType::resident);
    member.no_id_reason = part.text("no_id_reason", 30);
    const auto typed = part.text("id_number", 60);
    if (!member.no_id_reason.empty() && !is_known(kNoIdReasons, member.no_id_reason))
        part.fault("error.json.choice", "no_id_reason", {{"value", member.no_id_reason}});
    if (typed.empty()) return;
    if (!member.no_id_reason.empty()) part.fault("error.id.reason_with_number", "no_id_reason");
    const auto number = parse_id_number(member.id_type, typed, reading.today);
    if (!number) {
        for (const auto& fault : number.error().faults) part.fault(fault.key, "id_number", fault.values);
        return;
    }
    member.id_number = PrivateText(*number);
    if (member.id_type != IdType::resident) return;
    const auto resident = parse_resident_id(*number, reading.today);
    fill(member.facts, Fact::birth_date, resident->birth, "error.fact.differs_from_id", at, reading);
    fill(member.facts, Fact::sex, Code{std::string(name_of(resident->sex))}, "error.fact.differs_from_id", at,
         reading);
}

// What the API shows masked is no name and no address.
void refuse_masked(ObjectReader& part, const char* name, const std::string& text)
{
    if (text.find('*') != std::string::npos) part.fault("error.text.masked", name);
}

Member read_member(const json& value, const std::string& at, std::int64_t position, ReferralReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Member member;
    member.number = part.number("number", 1, 100).value_or(position);
    member.name = PrivateText(part.text("name", 50));
    refuse_masked(part, "name", member.name.reveal());
    member.facts = facts_of_part(part, FactLevel::member, reading);
    read_id(part, member, at, reading);
    if (const auto typed = part.text("phone", 40); !typed.empty()) {
        auto phone = parse_phone(typed);
        if (phone)
            member.phone = PrivateText(std::move(*phone));
        else
            part.fault("error.phone", "phone");
    }
    return member;
}

void read_members(ObjectReader& household, std::vector<Member>& members, ReferralReading& reading)
{
    std::set<std::int64_t> numbers;
    std::set<std::string> papers;
    household.each("members", kMostMembers, [&](const json& value, const std::string& at) {
        auto member = read_member(value, at, static_cast<std::int64_t>(members.size()) + 1, reading);
        if (!numbers.insert(member.number).second)
            reading.faults.push_back({"error.member.number_twice", at + "/number", {}});
        if (!member.id_number.empty() && !papers.insert(member.id_number.reveal()).second)
            reading.faults.push_back({"error.id.twice", at + "/id_number", {}});
        members.push_back(std::move(member));
    });
}

GovernmentAid read_aid(const json& value, const std::string& at, ReferralReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    GovernmentAid aid;
    aid.kind = part.required_text("kind", 40);
    if (!aid.kind.empty() && !is_known(kAidKinds, aid.kind)) part.fault("error.aid.kind", "kind");
    const auto amount = part.optional_fen("amount_fen");
    if (!amount && !part.member("amount_fen")) part.fault("error.json.required", "amount_fen");
    aid.amount = amount.value_or(Money{});
    const auto on = part.date("on");
    if (!on && !part.member("on")) part.fault("error.json.required", "on");
    if (on && *on > reading.today) part.fault("error.fact.future", "on");
    aid.on = on.value_or(reading.today);
    aid.need_type = part.text("need_type", 40);
    if (!aid.need_type.empty() && !reading.type(aid.need_type)) part.fault("error.need.type", "need_type");
    return aid;
}

void read_amounts(ObjectReader& part, Need& need)
{
    const bool money = need.unit == NeedUnit::fen;
    const auto most = money ? kMostFen : kMostUnits;
    need.assessed = part.number(money ? "assessed_fen" : "assessed", 0, most);
    need.government_aid = part.number(money ? "government_aid_fen" : "government_aid", 0, most).value_or(0);
    for (const auto* other :
         {money ? "assessed" : "assessed_fen", money ? "government_aid" : "government_aid_fen"})
        if (part.member(other)) part.fault(money ? "error.need.in_fen" : "error.need.in_units", other);
}

Need read_need(const json& value, const std::string& at, const std::vector<Member>& members,
               ReferralReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Need need;
    need.type = part.required_text("type", 40);
    const auto* type = reading.type(need.type);
    if (!need.type.empty() && !type) part.fault("error.need.type", "type");
    need.unit = type ? type->unit : NeedUnit::fen;
    need.member = part.number("member", 0, 100).value_or(0);
    if (need.member != 0 && std::ranges::find(members, need.member, &Member::number) == members.end())
        part.fault("error.need.member", "member", {{"number", std::to_string(need.member)}});
    read_amounts(part, need);
    need.facts = facts_of_part(part, FactLevel::need, reading);
    return need;
}

void read_village(ObjectReader& part, Household& household, const std::string& at, ReferralReading& reading)
{
    const auto village = part.area("village");
    if (!village) return;
    household.village = reading.divisions.current(*village);
    if (level_of(household.village) != AreaLevel::village || !reading.divisions.find(household.village))
        return part.fault("error.area.village", "village");
    fill(household.facts, Fact::residence_area, household.village, "error.fact.differs_from_village", at,
         reading);
}

Household read_household(const json& value, const std::string& at, ReferralReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Household household;
    household.facts = facts_of_part(part, FactLevel::household, reading);
    read_village(part, household, at, reading);
    household.address = PrivateText(part.text("address", 200));
    refuse_masked(part, "address", household.address.reveal());
    household.situation = PrivateText(part.text("situation", 2000));
    household.all_members_listed = part.yes_no("all_members_listed").value_or(false);
    part.each("aid", kMostAid, [&](const json& aid, const std::string& pointer) {
        household.aid.push_back(read_aid(aid, pointer, reading));
    });
    read_members(part, household.members, reading);
    return household;
}

} // namespace

ReferralBody read_referral_part(ObjectReader& whole, std::span<const NeedType> types,
                                const Divisions& divisions, const Told& told, Date today,
                                std::vector<Fault>& faults)
{
    ReferralReading reading{types, divisions, told, today, faults};
    ReferralBody body;
    body.kind = whole.choice<ReferralKind>("kind");
    body.urgency = whole.choice<Urgency>("urgency").value_or(Urgency::normal);
    const auto* household = whole.member("household");
    const auto* needs = whole.member("needs");
    if (!household)
        whole.fault("error.json.required", "household");
    else
        body.household = read_household(*household, "/household", reading);
    if (household && needs)
        whole.each("needs", kMostNeeds, [&](const json& need, const std::string& at) {
            body.household.needs.push_back(read_need(need, at, body.household.members, reading));
        });
    return body;
}

Result<ReferralBody> read_referral(const json& value, std::span<const NeedType> types,
                                   const Divisions& divisions, Time now, const std::string& source)
{
    std::vector<Fault> faults;
    ReferralBody body;
    {
        ObjectReader whole(value, "", faults);
        body = read_referral_part(whole, types, divisions, {day_of(now), now, source}, day_of(now), faults);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return body;
}

} // namespace server
