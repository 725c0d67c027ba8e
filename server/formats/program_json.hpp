#pragma once
#include "models/program.hpp"
#include "server/formats/rule_json.hpp"
#include <nlohmann/json_fwd.hpp>
#include <span>

namespace server {

struct NeedType;

// docs/formats.md "Programs": the form of config/programs/*.json, of the API's bodies and of the stored
// document. id, organization, version, room and record are not part of it: the store adds them; capacity sets
// the room as if nothing were used. All faults at once. Purposes are compared with the need types, unless
// none are given.
models::Result<models::Program> read_program(const nlohmann::json&, const NamedRules&,
                                             std::span<const NeedType> = {});
nlohmann::json write_program(const models::Program&);

} // namespace server
