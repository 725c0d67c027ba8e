#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace models {

// Whole fen (1/100 yuan), never a fraction. Amounts people give are 0 … kMostFen.
struct Money {
    std::int64_t fen{};
    auto operator<=>(const Money&) const = default;
};

inline constexpr std::int64_t kMostFen = 1'000'000'000'000; // 10^12 fen, ten billion yuan

// Checked: an overflow is a broken program, std::overflow_error.
Money operator+(Money, Money);
Money operator-(Money, Money);
Money operator*(Money, std::int64_t);

// "1500.5" is 150050 fen; "12.345", "-5", "1e3", "", more than kMostFen are nothing. Full-width digits and
// thousands separators ("1,500", "１５００") are understood.
std::optional<Money> parse_yuan(std::string_view text);

// 150050 -> "1500.50" (no separators; pages use html::yuan).
std::string to_yuan(Money);

} // namespace models
