#pragma once
#include "models/program.hpp"
#include "models/result.hpp"
#include "server/http/call.hpp"
#include "server/programs/views.hpp"
#include <nlohmann/json_fwd.hpp>
#include <vector>

// A charity's own program on its page: published, paused, resumed, closed, confirmed, its places and money.
namespace server::programs {

// "manage" and "summary" of templates/programs/show.html. Typed values and faults come from the call's form.
void add_manage(nlohmann::json& view, const Call&, const Shown&, const std::vector<models::Fault>& faults);

// The states that its organization may bring a program to from its page.
std::vector<models::ProgramState> next_states(models::ProgramState);

} // namespace server::programs
