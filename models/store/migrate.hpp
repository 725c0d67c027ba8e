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
// do: 0. Refuses a database that is newer than the program, whose released migrations differ, or that was
// made with another key (std::runtime_error, a sentence). Safe when two processes start at once. Leases the
// connection's process number.
int migrate(Connection&, models::Time now);

} // namespace store
