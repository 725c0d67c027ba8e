#pragma once
#include "models/store/db.hpp"
#include <optional>
#include <vector>

namespace store {

// The day on which a paused program opens again by itself; at most one a program.
void set_reopening(Writer&, models::ProgramId, models::Date, models::AccountId by);
void forget_reopening(Writer&, models::ProgramId);
std::optional<models::Date> find_reopening(Reader&, models::ProgramId);
std::vector<models::ProgramId> due_reopenings(Reader&, models::Date today);

// Has anybody changed what it says since it was last open?
bool has_program_editors(Reader&, models::ProgramId);

} // namespace store
