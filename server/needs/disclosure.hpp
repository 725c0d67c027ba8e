#pragma once
#include "models/need_figure.hpp"
#include <vector>

// What may be told of many families' needs so that nobody is told of any one of them (docs/decisions,
// 2026-11-30 What donors are told).
namespace server::needs {

// What a family lacks of one category.
struct NeedPoint {
    models::Area county;
    std::string category;
    std::int64_t family{};
    std::string sensitive; // what must differ within a group: how much is lacking, as a band
    models::Money amount;
    bool tells_more = false; // of health or of a minor
};

inline constexpr std::size_t kLeastFamilies = 5, kLeastTelling = 10, kLeastValues = 2;
inline constexpr std::int64_t kRoundedTo = 10'000; // fen

// At least so many families, so many different values among them, and no family that is more than half of
// the sum.
bool is_safe(const std::vector<NeedPoint>&);

// Figures that have no family in common in any category, each of a safe group. A county's categories that are
// not safe are told as one, if need be with its smallest safe ones, so that its total does not give them
// away; counties that are not safe as a whole likewise. So every sum, and every difference of two sums, is of
// whole safe groups. Nothing: all together are not safe.
std::vector<models::NeedFigure> figures_of(std::vector<NeedPoint>);

} // namespace server::needs
