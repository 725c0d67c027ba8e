#pragma once
#include "matching/factors.hpp"
#include <cstdint>

// Inside of the engine: a program before a row in one number, smaller is better: fits first, then score,
// coverage and rank, in 1, 20, 11 and 32 bits.
namespace matching {

inline constexpr std::int64_t kMostScore = 100'000;
inline constexpr int kScoreAt = 43, kCoverageAt = 32, kFitsAt = 63;

inline std::uint64_t key_of(bool fits, std::int64_t score, std::int64_t coverage, std::size_t rank)
{
    return (fits ? 0ULL : 1ULL) << kFitsAt | static_cast<std::uint64_t>(kMostScore - score) << kScoreAt |
           static_cast<std::uint64_t>(kWhole - coverage) << kCoverageAt | static_cast<std::uint64_t>(rank);
}
inline std::size_t rank_in(std::uint64_t key) { return key & ((std::uint64_t{1} << kCoverageAt) - 1); }
inline bool fits_in(std::uint64_t key) { return key >> kFitsAt == 0; }
inline std::int32_t score_in(std::uint64_t key)
{
    return static_cast<std::int32_t>(kMostScore - static_cast<std::int64_t>(key >> kScoreAt & 0xfffff));
}
inline std::uint64_t merit_in(std::uint64_t key) { return key >> kCoverageAt; } // without the rank
inline std::uint64_t merit_of(bool fits, const Score& score)
{
    return merit_in(key_of(fits, score.total, score.permille[static_cast<std::size_t>(Factor::coverage)], 0));
}
inline std::int64_t coverage_in(std::uint64_t merit)
{
    return kWhole - static_cast<std::int64_t>(merit & 0x7ff);
}

} // namespace matching
