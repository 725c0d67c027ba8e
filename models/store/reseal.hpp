#pragma once
#include "models/store/db.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace store {

// A pass over all sealed columns: how far it has come, and what it met.
struct SealPass {
    std::size_t column{};
    std::string first, last;       // keys of the last row of this column that was looked at
    std::int64_t rows{}, broken{}; // sealed anew; not opening, so left as they are
};

// Rows that an older key sealed are sealed anew with the newest, at most so many a turn (three files), each
// only if nobody has changed it meanwhile; goes on where the turn before ended. True: it is through.
bool reseal(Writer&, SealPass&, int limit);
std::int64_t count_older_seals(Reader&, int most = 1'000); // at most so many of each column are counted

std::vector<std::string> resealed_columns(); // "table.column"

} // namespace store
