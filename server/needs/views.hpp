#pragma once
#include "models/program.hpp"
#include "models/store/need_figures.hpp"
#include "server/http/call.hpp"
#include <nlohmann/json_fwd.hpp>
#include <vector>

// The fixed views of what is published: by category, by county, by month; of one county, of one category.
// Each number is a sum of whole published figures.
namespace server::needs {

using Months = std::vector<store::NeedMonth>; // the newest first
using Programs = std::vector<const models::Program*>;

nlohmann::json overview_view(const Call&, const Months&);
nlohmann::json county_view(const Call&, const Months&, models::Area county, const Programs&);
nlohmann::json category_view(const Call&, const Months&, const std::string& category, const Programs&);

} // namespace server::needs
