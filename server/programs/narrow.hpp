#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/store/tasks.hpp"
#include <vector>

// lifecycle.md "too_far": proximity of the program narrowed on request.
namespace server::programs {

// What is still served when one area is left out, in the coarsest parts; of "everywhere" (none named) the
// rest of the divisions. Empty: nothing is left.
std::vector<models::Area> without(const std::vector<models::Area>& served, models::Area left_out,
                                  const models::Divisions&);

// Counties whose offers this program declined for the distance, and somebody asked that it serve them no
// more.
struct FoundTooFar {
    models::Area county;
    std::vector<models::TaskId> tasks;
};
std::vector<FoundTooFar> found_too_far(store::Reader&, models::OrganizationId, models::ProgramId);

} // namespace server::programs
