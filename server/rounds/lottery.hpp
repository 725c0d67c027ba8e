#pragma once
#include "matching/snapshot.hpp"
#include <string>
#include <string_view>

namespace server::rounds {

// The key of each family: the first 8 bytes, big-endian, of SHA-256 of the seed, a line feed and its id in
// decimal.
std::vector<std::uint64_t> lottery_keys(std::string_view seed, const matching::SharedList<matching::Family>&);

} // namespace server::rounds
