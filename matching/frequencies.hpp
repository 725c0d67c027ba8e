#pragma once
#include "matching/snapshot.hpp"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace matching {

// How common the values of one fact are among families of whom they are known.
struct Frequency {
    std::int64_t known = 0;
    std::map<std::string, std::int64_t> codes; // code; of a complete list, each that is in it
    std::map<models::Area, std::int64_t> areas;
    std::vector<std::int64_t> amounts; // number, fen, yes_no; dates as days since 1970; in order
};

struct Frequencies {
    std::map<models::Fact, Frequency> facts;
    std::int64_t families = 0, listed = 0; // with all members listed
};

// As the facts stand on the snapshot's day, of so many families at most, evenly chosen.
Frequencies frequencies_of(const Snapshot&, std::size_t most = 2'000);

} // namespace matching
