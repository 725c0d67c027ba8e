#pragma once
#include "models/program.hpp"
#include "server/formats/rule_json.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace server {

// The member `award` of a program: its cases, amounts and steps.
models::Award read_award(const nlohmann::json&, const NamedRules&, const std::string& at,
                         std::vector<models::Fault>& faults);
nlohmann::json write_award(const models::Award&);

} // namespace server
