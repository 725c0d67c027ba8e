#pragma once
#include "models/store/db.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace store {

// Rows that an older key sealed are sealed anew with the newest, at most so many of each column (three
// files); each only if nobody has changed it meanwhile. How many were: 0 when nothing is left.
std::int64_t reseal(Writer&, int limit);
std::int64_t count_older_seals(Reader&, int most = 1'000); // at most so many of each column are counted

std::vector<std::string> resealed_columns(); // "table.column"

} // namespace store
