#pragma once
#include "matching/match.hpp"
#include <cstdint>
#include <functional>
#include <vector>

namespace matching {

// What one need could get from one program today: it fits, nothing stands in its way, the award can be told
// and compared with what the need lacks. docs/formats.md "Rounds". Amounts > 0.
struct Option {
    FamilyIndex family;
    std::size_t need{}; // index into the family's needs
    ProgramIndex program;
    std::int64_t award{}; // in the unit of the need
    std::int64_t cost{};  // fen of the program's budget; 0: costs a place only
    std::int64_t score{}; // milli-points, 0 … 100,000
    bool operator==(const Option&) const = default;
};

// By need, then by program.
std::vector<Option> options_of(const Snapshot&, FamilyIndex);

// The same, row by row or by columns (Sieve): whichever suits the number of families.
using OptionsOf = std::function<std::vector<Option>(FamilyIndex)>;

} // namespace matching
