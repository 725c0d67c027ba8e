#pragma once
#include "models/household.hpp"
#include <string>

namespace server::referrals {

// Search tokens say that all pairs of characters occur, not in which order or in whose name. Whether an
// unsealed hit is one: the words stand in one name as they were typed, or mean something else than a name.
bool is_hit(const models::Household&, const std::string& typed);

} // namespace server::referrals
