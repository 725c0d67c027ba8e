#pragma once
#include "models/area.hpp"
#include "models/program.hpp"
#include <vector>

// As many programs as a province may have, made of the demo's.
namespace bench {

// Copies in turn until there are so many, with ids of their own. The first of each is as it was; every
// further one serves one county, each county as many as the others, and has its sites there.
std::vector<models::Program> over_the_counties(const std::vector<models::Program>& demo,
                                               const models::Divisions&, std::size_t count);

// The same, but every copy serves everywhere: no family is spared any of them.
std::vector<models::Program> everywhere(const std::vector<models::Program>& demo, std::size_t count);

} // namespace bench
