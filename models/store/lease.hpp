#pragma once
#include "models/store/db.hpp"
#include <string_view>

namespace store {

// A job that only one process may do at a time: taken anew by its holder, by others only after it has run
// out.
bool take_lease(Writer&, std::string_view job, std::string_view holder, models::Time now, models::Time until);
void give_lease_back(Writer&, std::string_view job, std::string_view holder);

} // namespace store
