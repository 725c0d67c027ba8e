#pragma once
#include "server/formats/household_line.hpp"
#include "server/simulate/world.hpp"

namespace server::simulate {

// The family of this id, 1 … N: depends on nothing but the world and the id. No names.
HouseholdLine make_family(const World&, std::int64_t id);

} // namespace server::simulate
