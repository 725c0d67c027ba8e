#include "matching/exact.hpp"
#include <limits>
#include <stdexcept>

namespace matching {

namespace {

bool is_short(Wide value) { return value == static_cast<std::int64_t>(value); }

__extension__ typedef unsigned __int128 Size;

Size size_of(Wide value) { return value < 0 ? Size{0} - static_cast<Size>(value) : static_cast<Size>(value); }

std::int64_t narrow(Wide value)
{
    if (!is_short(value)) throw std::overflow_error("amount");
    return static_cast<std::int64_t>(value);
}

} // namespace

// Two 64-bit numbers always fit; dividing, which is slow, is only for larger ones.
Wide times(Wide a, Wide b)
{
    if (is_short(a) && is_short(b)) return a * b;
    constexpr Size kMost = ~Size{0} >> 1;
    if (b != 0 && size_of(a) > kMost / size_of(b)) throw std::overflow_error("amount");
    return a * b;
}

std::strong_ordering compare(const Exact& a, const Exact& b)
{
    return times(a.numerator, b.denominator) <=> times(b.numerator, a.denominator);
}

Exact product(const Exact& value, std::int64_t factor, std::int64_t divisor)
{
    return {times(value.numerator, factor), narrow(times(value.denominator, divisor))};
}

std::int64_t floor_of(const Exact& value)
{
    const auto whole = value.numerator / value.denominator;
    const bool below = value.numerator < 0 && whole * value.denominator != value.numerator;
    return narrow(whole - (below ? 1 : 0));
}

} // namespace matching
