#pragma once
#include "matching/verdict.hpp"
#include <compare>

namespace matching {

// Whole-number arithmetic that never rounds and never wraps: what does not fit is std::overflow_error.
__extension__ typedef __int128 Wide;

Wide times(Wide, Wide);
std::strong_ordering compare(const Exact&, const Exact&); // by cross-multiplication
Exact product(const Exact&, std::int64_t factor, std::int64_t divisor);
std::int64_t floor_of(const Exact&); // towards minus infinity

// ⌊value × factor ÷ divisor⌋
inline std::int64_t scaled(std::int64_t value, std::int64_t factor, std::int64_t divisor)
{
    std::int64_t short_product{};
    if (!__builtin_mul_overflow(value, factor, &short_product) && short_product >= 0)
        return short_product / divisor;
    return floor_of(product({value, 1}, factor, divisor));
}

} // namespace matching
