#pragma once
#include <optional>
#include <string_view>

// Inside of the engine: the codes of Fact::schooling as a ladder of school years.
namespace matching {

// The years of schooling a code may stand for: kindergarten 0, primary_1 1 … senior_3 and vocational_3 12,
// college from 13, master from 17, doctor from 20. Nothing: "none" and what is no such code.
struct SchoolYears {
    int first{}, last{};
};
std::optional<SchoolYears> school_years_of(std::string_view schooling);

// Full years of age at which somebody may be in it: two years before the usual age. Nothing as above.
std::optional<int> youngest_in(std::string_view schooling);

// May a year lead from one into the other? Not back, and over no year; from "none", or from what is not
// known, anywhere.
bool may_follow(std::string_view from, std::string_view into);

} // namespace matching
