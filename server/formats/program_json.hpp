#pragma once
#include "models/program.hpp"
#include "server/formats/rule_json.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server {

// docs/formats.md "Programs": the form of config/programs/*.json, of the API's bodies and of the stored
// document. id, organization, version, room and record are not part of it: the store adds them. All faults at
// once.
models::Result<models::Program> read_program(const nlohmann::json&, const NamedRules&);
nlohmann::json write_program(const models::Program&);

} // namespace server
