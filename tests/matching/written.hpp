#pragma once
#include "matching/match.hpp"
#include <map>
#include <string>

// Everything that candidates say, by ids, so that lists of differently ordered snapshots can be compared.
namespace tests {

std::string written(const matching::Snapshot&, const matching::Candidate&);
std::string written(const matching::Snapshot&, const std::vector<matching::Candidate>&);
std::map<std::int64_t, std::string>
all_lists(const matching::Snapshot&); // families by referral, programs below zero

} // namespace tests
