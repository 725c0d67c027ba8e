#pragma once
#include "models/area.hpp"
#include "models/money.hpp"
#include <array>
#include <string>
#include <string_view>

namespace models {

// Need types that tell of health, or that are mostly minors': counts of fewer than 10 families are not told.
inline constexpr std::array<std::string_view, 5> kTellingNeeds{"medical", "education", "care",
                                                               "companionship", "psychology"};

// A published count of needs. A family counts once in each category.
struct NeedFigure {
    Area county;          // none: of several
    std::string category; // need type; empty: of several
    std::int64_t needs{};
    Money amount; // that is lacking, to 100 yuan; 0: not of money, or not assessed
    bool operator==(const NeedFigure&) const = default;
};

} // namespace models
