#pragma once
#include "matching/what_if.hpp"
#include <map>
#include <optional>

// What a changed program would come to, as far as it may be shown: nobody can be told from it.
namespace server::programs {

// The smallest number of families that is told: 10 where the program looks at persons or is for needs that
// tell of health or minors, else 5.
std::int64_t smallest_told(const models::Program&);

// Counts and money as told.hpp says.
struct ToldReach {
    std::optional<std::int64_t> eligible, to_be_asked;
    std::optional<models::Money> low, high;
};
struct ToldShift {
    ToldReach before, after;
    std::optional<std::int64_t> in, out, other_award;
};
struct ToldImpact {
    std::int64_t smallest{};
    ToldShift all;
    std::array<ToldShift, 4> by_tier;
    std::map<models::Area, ToldShift> by_county; // those of which something is told
};
ToldImpact told(const matching::Impact&, std::int64_t smallest, std::uint64_t secret);

} // namespace server::programs
