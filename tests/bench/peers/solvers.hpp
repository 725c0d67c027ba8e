#pragma once
#include "matching/round.hpp"
#include <filesystem>

// A round as other solvers read it: plain whole numbers in a text file.
namespace bench {

// Each option a number between 0 and 1, to be maximized: places, money and quotas of programs, awards and
// needs of households, pairs that may not stand together. What such numbers cannot say (whole awards, the
// order of groups) is left out: no round can be worth more.
//   rows columns / upper bound of each row / for each column: value, count, then row and coefficient
void write_linear(const matching::Round&, const std::filesystem::path&);

// The same round without floors; and, beside that, with places only: one award a need, each program once a
// household, neither money nor quotas, groups or exclusions. That is a flow, which can be solved exactly.
matching::Round without_floors(matching::Round);
matching::Round places_only(const matching::Round&);

// Of a round of places only: source, households, needs, programs, sink.
//   nodes arcs supply / for each arc: from, to, capacity, cost
void write_flow(const matching::Round&, const std::filesystem::path&);

} // namespace bench
