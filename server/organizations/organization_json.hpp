#pragma once
#include "models/result.hpp"
#include "models/store/programs.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server::organizations {

// docs/api.md "Organizations". All faults at once, each with its pointer. A file of config/ may also carry a
// uuid, and a note, which is for its readers and is not kept.
enum class Origin { api, file };
models::Result<store::OrganizationRow> read_organization(const nlohmann::json&, Origin);

nlohmann::json organization_json(const store::OrganizationRow&);

} // namespace server::organizations
