#pragma once
#include "tests/server/rights/given.hpp"

namespace given {

// All rows of all tables, one way to write each, but for what is random; ids from `since` on were made
// meanwhile.
std::string everything(store::Connection&, std::int64_t since);

// The same with every id as it is, without the answers that are kept for who sends twice.
std::string records(store::Connection&);

} // namespace given
