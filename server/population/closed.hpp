#pragma once
#include "matching/shared_list.hpp"
#include "matching/snapshot.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <vector>

namespace server::population {

// Families whose referral was reported since then and is closed now, with the facts it had, in the order in
// which they were reported; none that was erased or entered in error. Nothing: there are more than `most`.
std::optional<std::vector<matching::SharedList<matching::Family>::Item>>
closed_families(store::Reader&, models::Time since, std::size_t most);

} // namespace server::population
