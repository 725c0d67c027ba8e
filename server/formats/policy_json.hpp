#pragma once
#include "matching/policy.hpp"
#include "server/formats/rule_json.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server {

// config/policy.json: version, weights (sum 100), hardships with their rules, tiers and limits. All faults at
// once.
models::Result<matching::Policy> read_policy(const nlohmann::json&, const NamedRules&);
nlohmann::json write_policy(const matching::Policy&);

} // namespace server
