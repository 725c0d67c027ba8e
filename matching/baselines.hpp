#pragma once
#include "matching/draft.hpp"
#include <map>

namespace matching {

// How awards would go without a round, under the same limits: what each round is shown beside. Floors are not
// looked at.
enum class Baseline {
    first_come, // households by the instant their need was confirmed, then by id; each takes its best scores
    by_score,   // the highest score first
    by_value    // the highest value first
};
// Indexes into Round::options, ascending.
std::vector<std::size_t> baseline(const Round&, Baseline);

// What awards come to.
struct Outcome {
    struct Sum {
        std::int64_t households = 0;  // with at least one award
        std::int64_t covered_fen = 0; // of needs in fen
        std::int64_t value = 0;
    };
    Sum all;
    std::array<Sum, 4> tiers;
    std::map<std::uint32_t, Sum> counties; // by 6 digits; every county with a household that has an option
};
Outcome outcome_of(const Round&, const std::vector<std::size_t>& awards);

} // namespace matching

template <>
inline constexpr auto models::kNames<matching::Baseline> =
    models::names<matching::Baseline>({{matching::Baseline::first_come, "first_come"},
                                       {matching::Baseline::by_score, "by_score"},
                                       {matching::Baseline::by_value, "by_value"}});
