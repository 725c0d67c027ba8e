#include "server/formats/round_policy_json.hpp"
#include <algorithm>

namespace server {

using nlohmann::json;
using namespace models;
using namespace matching;

namespace {

constexpr std::size_t kMostFloors = 1'000; // one a county, and for several groups

struct Reading {
    const NamedRules& named;
    std::vector<Fault>& faults;
};

std::optional<Rule> read_group_rule(const json& written, const std::string& at, Reading& reading)
{
    auto rule = read_rule(written, reading.named, at);
    if (rule) return *std::move(rule);
    reading.faults.insert(reading.faults.end(), rule.error().faults.begin(), rule.error().faults.end());
    return {};
}

// A division's code; empty is none.
Area required_area(ObjectReader& part)
{
    if (part.required_text("area").empty()) return {};
    return part.area("area").value_or(Area{});
}

// Exactly one of area and rule.
void read_group(ObjectReader& part, Floor& floor, Reading& reading)
{
    const auto* written = part.member("group");
    if (!written) return part.fault("error.json.required", "group");
    ObjectReader group(*written, part.pointer("group"), reading.faults);
    if (group.member("area")) floor.area = required_area(group);
    if (const auto* rule = group.member("rule"))
        floor.rule = read_group_rule(*rule, group.pointer("rule"), reading);
    if (group.is_object() && (group.member("area") != nullptr) == (group.member("rule") != nullptr))
        group.fault("error.policy.floor_group", "");
}

// Exactly one unit: what is covered in fen or permille of what is needed, households by their number.
void read_at_least(ObjectReader& part, Floor& floor, Reading& reading)
{
    const auto* written = part.member("at_least");
    if (!written) return part.fault("error.json.required", "at_least");
    ObjectReader least(*written, part.pointer("at_least"), reading.faults);
    int given = 0;
    for (const auto& [unit, name] : kNames<FloorUnit>) {
        const std::string member(name);
        if (!least.member(member.c_str())) continue;
        ++given;
        floor.unit = unit;
        floor.at_least =
            least.number(member.c_str(), 0, unit == FloorUnit::permille ? 1'000 : kMostFen).value_or(0);
    }
    const bool counted = floor.unit == FloorUnit::count;
    if (least.is_object() && (given != 1 || counted != (floor.measure == FloorMeasure::families)))
        least.fault("error.policy.floor_unit", "");
}

Floor read_floor(const json& value, const std::string& at, Reading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Floor floor{part.required_text("name", 60), {}, {}, {}, {}, 0};
    const auto measure = part.choice<FloorMeasure>("measure");
    if (!measure && !part.member("measure")) part.fault("error.json.required", "measure");
    floor.measure = measure.value_or(FloorMeasure::covered_fen);
    read_group(part, floor, reading);
    read_at_least(part, floor, reading);
    return floor;
}

constexpr std::size_t kMostExpectedAreas = 1'000;

Expected read_expected(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    constexpr std::int64_t kMostExpected = 100'000;
    ObjectReader part(value, at, faults);
    if (!part.member("permille")) part.fault("error.json.required", "permille");
    return {required_area(part), part.number("permille", 0, kMostExpected).value_or(0)};
}

void read_weights(ObjectReader& part, RoundPolicy& policy, std::vector<Fault>& faults)
{
    if (!part.member("tier_weights")) return;
    std::size_t count = 0;
    part.each("tier_weights", policy.tier_weights.size(), [&](const json& value, const std::string& at) {
        const auto weight = whole_number_in(value);
        if (!weight || *weight < 1 || *weight > kMostTierWeight)
            faults.push_back({"error.policy.tier_weights", at, {}});
        policy.tier_weights[count++] = weight.value_or(1);
    });
    if (count != policy.tier_weights.size()) part.fault("error.policy.tier_weights", "tier_weights");
}

} // namespace

RoundPolicy read_round_policy(ObjectReader& whole, const NamedRules& named, std::vector<Fault>& faults)
{
    RoundPolicy policy;
    const auto* written = whole.member("round");
    if (!written) return policy;
    Reading reading{named, faults};
    ObjectReader part(*written, whole.pointer("round"), faults);
    policy.seed = part.text("seed", 100);
    read_weights(part, policy, faults);
    policy.strict = part.yes_no("strict").value_or(false);
    policy.stable = part.yes_no("stable").value_or(false);
    policy.most_awards = part.number("most_awards", 1, kMostAwards).value_or(policy.most_awards);
    part.each("floors", kMostFloors, [&](const json& value, const std::string& at) {
        policy.floors.push_back(read_floor(value, at, reading));
    });
    part.each("expected", kMostExpectedAreas, [&](const json& value, const std::string& at) {
        const auto one = read_expected(value, at, faults);
        if (one.area &&
            std::ranges::find(policy.expected, one.area, &Expected::area) != policy.expected.end())
            faults.push_back({"error.policy.expected_twice", at + "/area", {}});
        policy.expected.push_back(one);
    });
    if (policy.strict && !policy.floors.empty()) part.fault("error.policy.strict_floors", "floors");
    return policy;
}

json write_round_policy(const RoundPolicy& policy)
{
    json value{{"seed", policy.seed},      {"tier_weights", policy.tier_weights}, {"strict", policy.strict},
               {"stable", policy.stable},  {"most_awards", policy.most_awards},   {"floors", json::array()},
               {"expected", json::array()}};
    for (const auto& one : policy.expected)
        value["expected"].push_back({{"area", to_text(one.area)}, {"permille", one.permille}});
    for (const auto& floor : policy.floors)
        value["floors"].push_back({{"name", floor.name},
                                   {"group",
                                    {{"area", floor.area ? json(to_text(floor.area)) : json()},
                                     {"rule", floor.rule ? write_rule(*floor.rule) : json()}}},
                                   {"measure", name_of(floor.measure)},
                                   {"at_least", {{std::string(name_of(floor.unit)), floor.at_least}}}});
    return value;
}

} // namespace server
