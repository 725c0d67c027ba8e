#pragma once
#include "models/program.hpp"
#include "models/store/programs.hpp"
#include "server/http/call.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace server::organizations {

nlohmann::json list_view(const Call&, const std::vector<store::OrganizationRow>&,
                         const std::vector<models::Program>& programs, const std::string& next);
nlohmann::json show_view(const Call&, const store::OrganizationRow&, const std::vector<models::Program>&);

} // namespace server::organizations
