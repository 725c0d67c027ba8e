#include "server/formats/household_line.hpp"
#include "server/formats/fact_json.hpp"
#include "server/formats/forget_persons.hpp"
#include "server/formats/reader.hpp"
#include <algorithm>

namespace server {

using nlohmann::json;
using namespace models;
using matching::EarlierHelp;

namespace {

constexpr std::size_t kMostEarlier = 200;

std::optional<Time> past(ObjectReader& part, const char* name, Time as_of)
{
    const auto time = part.time(name);
    if (time && *time > as_of) part.fault("error.fact.future", name);
    return time;
}

EarlierHelp read_earlier(const json& value, const std::string& at, const Household& household, Date today,
                         std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    EarlierHelp help;
    help.what = part.required_text("what", 60);
    help.member = part.number("member", 0, 100).value_or(0);
    const auto& members = household.members;
    if (help.member != 0 && std::ranges::find(members, help.member, &Member::number) == members.end())
        part.fault("error.need.member", "member", {{"number", std::to_string(help.member)}});
    help.illness = part.text("illness", 60);
    const auto& illnesses = row_of(Fact::illnesses).codes;
    if (!help.illness.empty() && std::ranges::find(illnesses, help.illness) == illnesses.end())
        part.fault("error.json.choice", "illness", {{"value", help.illness}});
    help.amount = part.fen("amount_fen");
    const auto on = part.date("on");
    if (!on && !part.member("on")) part.fault("error.json.required", "on");
    if (on && *on > today) part.fault("error.fact.future", "on");
    help.on = on.value_or(today);
    return help;
}

json write_earlier(const EarlierHelp& help)
{
    return {{"what", help.what},
            {"member", help.member},
            {"illness", help.illness},
            {"amount_fen", help.amount.fen},
            {"on", to_text(help.on)}};
}

// A million of these are kept at once.
void fit(Household& household)
{
    household.facts.shrink_to_fit();
    household.members.shrink_to_fit();
    for (auto& member : household.members) member.facts.shrink_to_fit();
    household.needs.shrink_to_fit();
    for (auto& need : household.needs) need.facts.shrink_to_fit();
}

} // namespace

Result<HouseholdLine> read_household_line(const json& value, std::span<const NeedType> types,
                                          const Divisions& divisions, Time as_of)
{
    std::vector<Fault> faults;
    HouseholdLine line;
    {
        ObjectReader whole(value, "", faults);
        for (const auto* name : {"id", "first_reported"})
            if (!whole.member(name)) whole.fault("error.json.required", name);
        line.id.value = whole.number("id", 1, kMostId).value_or(0);
        line.first_reported = past(whole, "first_reported", as_of).value_or(as_of);
        line.confirmed = past(whole, "confirmed", as_of);
        const Told told{day_of(line.first_reported), line.first_reported, "file"};
        const auto today = day_of(as_of);
        line.body = read_referral_part(whole, types, divisions, told, today, faults);
        whole.each("earlier", kMostEarlier, [&](const json& help, const std::string& at) {
            line.earlier.push_back(read_earlier(help, at, line.body.household, today, faults));
        });
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return line;
}

json write_household_line(const HouseholdLine& line)
{
    auto value = write_referral(line.body);
    auto& household = value["household"];
    for (const auto* name : {"address", "situation"}) household.erase(name);
    for (auto& member : household["members"])
        for (const auto* name : {"name", "id_type", "id_number", "no_id_reason", "phone"}) member.erase(name);
    value["id"] = line.id.value;
    value["first_reported"] = to_text(line.first_reported);
    value["confirmed"] = line.confirmed ? json(to_text(*line.confirmed)) : json();
    value["earlier"] = json::array();
    for (const auto& help : line.earlier) value["earlier"].push_back(write_earlier(help));
    return value;
}

matching::Family family_of(HouseholdLine line)
{
    matching::Family family;
    family.referral = line.id;
    family.household = std::move(line.body.household);
    family.household.id.value = line.id.value;
    forget_persons(family.household);
    fit(family.household);
    family.urgency = line.body.urgency;
    family.first_reported = line.first_reported;
    family.confirmed = line.confirmed;
    family.earlier = std::move(line.earlier);
    return family;
}

} // namespace server
