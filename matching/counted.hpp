#pragma once
#include "models/id.hpp"
#include "models/money.hpp"
#include <algorithm>
#include <cstdint>

namespace matching {

// Families, and what only those very families add up to: the sum of their marks, which depend on a secret.
// The same families always have the same sum; with one other it is another.
struct Counted {
    std::int64_t families = 0;
    std::uint64_t marks = 0;

    void add(std::uint64_t mark)
    {
        ++families;
        marks += mark;
    }
    void add(const Counted& more)
    {
        families += more.families;
        marks += more.marks;
    }
    bool operator==(const Counted&) const = default;
};

// Sums of awards over all families, as far as they can be told: a hundred thousand billion fen at most.
constexpr models::Money sum_of(models::Money a, models::Money b)
{
    constexpr std::int64_t kMost = 100'000'000'000'000'000;
    return {std::min(kMost, std::min(kMost, a.fen) + std::min(kMost, b.fen))};
}

// splitmix64: every bit of the mark depends on every bit of what goes in.
constexpr std::uint64_t mark_of(models::ReferralId referral, std::uint64_t secret)
{
    auto mixed = static_cast<std::uint64_t>(referral.value) * 0x9E3779B97F4A7C15U + secret;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
}

} // namespace matching
