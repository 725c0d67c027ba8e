#pragma once
#include "matching/round.hpp"
#include "tests/support/dice.hpp"

namespace tests {

// Rounds made directly, without families and rules behind them, so that gaps and times of the allocation can
// be measured alone. Shaped like the generated province: 88 counties of 11,364 households, most programs of
// one county, scarce places and money, about 27 options a household.
struct RoundSize {
    std::size_t families = 200;
    std::size_t counties = 1, programs = 60; // programs that serve any of them
    bool quotas = false, floors = false, groups = false;
    int huge = 1; // amounts are so many times as large
};
matching::Round made_round(Dice&, const RoundSize&);

inline constexpr RoundSize kCounty{11'561, 1, 920};
inline constexpr RoundSize kPrefecture{109'928, 9, 1'200};
inline constexpr RoundSize kProvince{1'000'000, 88, 5'000};

} // namespace tests
