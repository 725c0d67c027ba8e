#pragma once
#include "matching/option.hpp"
#include "matching/policy.hpp"

// What an option, or a household, counts in. Only what surely holds counts. docs/formats.md "Rounds".
namespace matching {

// Indexes of the quota rows of its program that the option counts in, ascending.
std::vector<std::size_t> quota_rows_of(const Snapshot&, const Option&);

// The first priority group of its program; as many as there are groups: in none. Points make no groups.
std::size_t group_of(const Snapshot&, const Option&);

// What the household has of the points of its program; 0 where it gives by groups or neither.
std::int64_t points_of(const Snapshot&, const Option&);

bool is_in(const Snapshot&, FamilyIndex, const Floor&);

models::Area home_of(const Snapshot&, FamilyIndex); // today's code; 0: not known

} // namespace matching
