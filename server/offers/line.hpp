#pragma once
#include "models/id.hpp"
#include "models/money.hpp"
#include "models/round.hpp"
#include <string>

namespace server::offers {

// What a line of a plan comes to, as it is sealed there.
struct LineTold {
    std::int64_t award{}; // in the unit of the need
    models::Money cost;
    models::RoundId round; // that proposed it; none: a person did
};
std::string written(const LineTold&);
LineTold read_line(const std::string&); // ours: a fault is a broken world

} // namespace server::offers
