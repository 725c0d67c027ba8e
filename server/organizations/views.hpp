#pragma once
#include "models/store/programs.hpp"
#include "server/html/fields.hpp"
#include "server/http/call.hpp"
#include "server/programs/catalog.hpp"
#include <string>
#include <vector>

namespace server::organizations {

nlohmann::json list_view(const Call&, const std::vector<store::OrganizationRow>&,
                         const programs::Programs& programs, const std::string& next);
nlohmann::json renew_view(const Call&, const store::OrganizationRow&, const html::Typed&,
                          const std::vector<models::Fault>&);
nlohmann::json show_view(const Call&, const store::OrganizationRow&, const programs::Programs&);

} // namespace server::organizations
