#pragma once
#include "models/result.hpp"
#include "models/store/offers.hpp"
#include "server/desk/desk.hpp"
#include <string>
#include <vector>

// "Is this person already helped with this need?" for a list of people, over the whole platform, by blind
// index.
namespace server::duplicates {

inline constexpr std::size_t kMostPeople = 100;

struct Answered {
    std::size_t line{}; // of what was typed, from 1
    std::string shown;  // the ID number, masked; what cannot be read stays out
    bool readable = false;
    std::vector<store::OfferRow> help; // under way or arrived, the newest first
};
// One ID number a line, in any of the ways people write them; empty lines are left out. The asking is in the
// log, without the numbers. Faults: error.duplicates.none and .too_many at /people, .need at /need.
models::Result<std::vector<Answered>> ask(const Desk&, const std::string& people,
                                          const std::string& need_type);

} // namespace server::duplicates
