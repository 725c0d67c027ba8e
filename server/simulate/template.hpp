#pragma once
#include "server/simulate/chance.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server::simulate {

// JSON in which some values are left to chance:
//   {"$pick": [a, b, …]}              one of them, each as likely
//   {"$number": [low, high, step]}    a whole number
//   {"$part": "name"}                 what stands under that name in `parts`
// Members are taken in the order of their names, so that the draws have an order.
nlohmann::json filled_in(const nlohmann::json& value, const nlohmann::json& parts, Chance&);

} // namespace server::simulate
