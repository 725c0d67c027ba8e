#pragma once
#include "server/library/load.hpp"
#include <vector>

namespace server::demo {

// The real programs and the invented ones, as they are registered on the day of the first start: windows and
// delivery moved so that most are open, and the note of a moved one tells the real dates.
std::vector<ConfigProgram> programs_of_demo(const Library&, models::Date first_start);

} // namespace server::demo
