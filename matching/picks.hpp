#pragma once
#include "matching/levers.hpp"
#include <string>

// Inside of the engine: levers with the values to which they are moved.
namespace matching {

struct Pick {
    Lever lever;
    models::FactValue value;
    Distance distance;
};
using Picks = std::vector<Pick>; // by lever

Picks with(Picks, const Lever&, const Aim&);
std::vector<Lever> levers_in(const Picks&);
Way way_of(const Picks&);

// The same changes are met on several ways. In an order that begins with the nearest.
std::string key_of(const Picks&);

} // namespace matching
