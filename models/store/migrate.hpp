#pragma once
#include "models/store/db.hpp"
#include <span>
#include <string_view>

namespace store {

struct Migration {
    int number{};
    std::string_view name, text; // text is compiled in; statements end with ";" at the end of a line
};
std::span<const Migration> migrations();

// Brings the database to the newest schema, each migration in its transaction with its checksum; nothing to
// do: 0. Refuses a database that is newer than the program, or whose released migrations differ
// (std::runtime_error, a sentence). Safe when two processes start at once.
int migrate(Connection&, models::Time now);

} // namespace store
