#pragma once
#include "matching/policy.hpp"
#include "server/formats/rule_json.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server {

// config/policy.json: version, weights (sum 100), hardships with their rules, tiers and limits. All faults at
// once.
models::Result<matching::Policy> read_policy(const nlohmann::json&, const NamedRules&);
nlohmann::json write_policy(const matching::Policy&);

// policy.json of a province (docs/formats.md "Files of a province"): the same form, and the instant all of it
// is about.
struct DatedPolicy {
    matching::Policy policy;
    models::Time as_of{};
};
models::Result<DatedPolicy> read_dated_policy(const nlohmann::json&, const NamedRules&);
nlohmann::json write_dated_policy(const DatedPolicy&);

} // namespace server
