#pragma once
#include "server/simulate/world.hpp"

namespace server::simulate {

// Programs 1 … N: the kinds of config/simulate/programs.json varied, each for a county, a prefecture or the
// province. All of them pass the reader of programs. How many families there are settles how many places.
std::vector<ProgramEntry> make_programs(const Library&, const Wish&);

} // namespace server::simulate
