#pragma once
#include "matching/policy.hpp"
#include "server/formats/reader.hpp"
#include "server/formats/rule_json.hpp"

namespace server {

// The member "round" of a policy (docs/formats.md "Files of a province"); absent: the defaults.
matching::RoundPolicy read_round_policy(ObjectReader& policy, const NamedRules&, std::vector<models::Fault>&);
nlohmann::json write_round_policy(const matching::RoundPolicy&);

} // namespace server
