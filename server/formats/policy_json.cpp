#include "server/formats/policy_json.hpp"
#include "server/formats/reader.hpp"
#include "server/formats/round_policy_json.hpp"
#include <numeric>

namespace server {

using nlohmann::json;
using namespace models;
using matching::Factor;
using matching::Hardship;
using matching::Policy;

static void read_weights(const json& value, const std::string& at, Policy& policy, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    for (const auto& [factor, name] : kNames<Factor>) {
        const std::string member(name);
        if (!part.member(member.c_str())) part.fault("error.json.required", member);
        policy.weights[static_cast<std::size_t>(factor)] = part.number(member.c_str(), 0, 100).value_or(0);
    }
    if (part.is_object() && std::reduce(policy.weights.begin(), policy.weights.end()) != 100)
        part.fault("error.policy.weights", "");
}

static Hardship read_hardship(const json& value, const NamedRules& named, const std::string& at,
                              std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    Hardship hardship{part.required_text("name", 60), {}, part.number("permille", 0, 1000).value_or(0)};
    const auto* written = part.member("rule");
    if (!written) return part.fault("error.json.required", "rule"), hardship;
    auto rule = read_rule(*written, named, part.pointer("rule"));
    if (rule)
        hardship.rule = std::move(*rule);
    else
        faults.insert(faults.end(), rule.error().faults.begin(), rule.error().faults.end());
    return hardship;
}

static void read_tiers(ObjectReader& part, Policy& policy, std::vector<Fault>& faults)
{
    std::size_t count = 0;
    part.each("tier_from", policy.tier_from.size(), [&](const json& value, const std::string& at) {
        const auto permille = whole_number_in(value);
        if (!permille || *permille < 0 || *permille > 1000 ||
            (count > 0 && *permille >= policy.tier_from[count - 1]))
            faults.push_back({"error.policy.tiers", at, {}});
        policy.tier_from[count++] = permille.value_or(0);
    });
    if (count != policy.tier_from.size()) part.fault("error.policy.tiers", "tier_from");
}

static Policy read_parts(ObjectReader& whole, const NamedRules& named, std::vector<Fault>& faults)
{
    Policy policy;
    policy.version = whole.required_text("version", 30);
    if (const auto* weights = whole.member("weights"))
        read_weights(*weights, "/weights", policy, faults);
    else
        whole.fault("error.json.required", "weights");
    whole.each("hardships", 50, [&](const json& one, const std::string& at) {
        policy.hardships.push_back(read_hardship(one, named, at, faults));
    });
    read_tiers(whole, policy, faults);
    policy.side_purpose_fit = whole.number("side_purpose_fit", 0, 1000).value_or(policy.side_purpose_fit);
    policy.waiting_full_days = whole.number("waiting_full_days", 1, 3650).value_or(policy.waiting_full_days);
    policy.round = read_round_policy(whole, named, faults);
    return policy;
}

Result<Policy> read_policy(const json& value, const NamedRules& named)
{
    std::vector<Fault> faults;
    Policy policy;
    {
        ObjectReader whole(value, "", faults);
        policy = read_parts(whole, named, faults);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return policy;
}

Result<DatedPolicy> read_dated_policy(const json& value, const NamedRules& named)
{
    std::vector<Fault> faults;
    DatedPolicy dated;
    {
        ObjectReader whole(value, "", faults);
        dated.policy = read_parts(whole, named, faults);
        const auto as_of = whole.time("as_of");
        if (!as_of && !whole.member("as_of")) whole.fault("error.json.required", "as_of");
        dated.as_of = as_of.value_or(Time{});
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return dated;
}

json write_policy(const Policy& policy)
{
    json value{{"version", policy.version},
               {"weights", json::object()},
               {"hardships", json::array()},
               {"tier_from", policy.tier_from},
               {"side_purpose_fit", policy.side_purpose_fit},
               {"waiting_full_days", policy.waiting_full_days},
               {"round", write_round_policy(policy.round)}};
    for (const auto& [factor, name] : kNames<Factor>)
        value["weights"][std::string(name)] = policy.weights[static_cast<std::size_t>(factor)];
    for (const auto& hardship : policy.hardships)
        value["hardships"].push_back(
            {{"name", hardship.name}, {"permille", hardship.permille}, {"rule", write_rule(hardship.rule)}});
    return value;
}

json write_dated_policy(const DatedPolicy& dated)
{
    auto value = write_policy(dated.policy);
    value["as_of"] = to_text(dated.as_of);
    return value;
}

} // namespace server
