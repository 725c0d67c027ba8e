#pragma once
#include "models/area.hpp"
#include "models/rule.hpp"
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace server {

using NamedRules = std::map<std::string, models::Rule>;

// docs/formats.md "Rules". Every fault has a JSON pointer below `at`; the rule is also checked
// (models::check_rule).
models::Result<models::Rule> read_rule(const nlohmann::json&, const NamedRules&, const std::string& at = "");

// A rule about one member that stands by itself (award per counted member): as inside `member`.
models::Result<models::Rule> read_member_rule(const nlohmann::json&, const NamedRules&,
                                              const std::string& at = "");
nlohmann::json write_rule(const models::Rule&);

} // namespace server
