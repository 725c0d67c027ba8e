#pragma once
#include "matching/snapshot.hpp"
#include "matching/verdict.hpp"
#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace matching {

// How a program stands to a need. `hint`: a school, village or institution applies, or a list decides: never
// offered.
enum class Standing { fits, to_be_asked, near, no, hint };

// Why a fitting program cannot take the need now; apart from eligibility.
enum class Obstacle {
    opens_later,
    window_over,
    paused,
    outside_area,
    area_unknown,
    no_places,
    no_budget,
    cap_used,
    already_has,
    excluded,
    below_minimum,
    no_award_case,
    not_applicant
};

struct ObstacleFound {
    Obstacle what{};
    std::optional<models::Time> when; // opens_later: when it opens; window_over: when it closed
    std::string detail;               // already_has, excluded, cap_used: which aid or program
};

// What the program would give: fen, rounded down to its step; an unknown award is a range and counts with its
// low end.
// All payments together. Services have no amount of their own: 0.
struct AwardFound {
    models::Money low, high; // equal when known
    bool known = true;
    std::size_t award_case = 0; // which case of the program held, or may
    std::optional<std::int64_t>
        quantity{}; // in the unit of a need that is not measured in fen: pieces, hours
    bool operator==(const AwardFound&) const = default;
};

struct Score {
    std::int64_t total{};                          // milli-points, 0 … 100,000
    std::array<std::int64_t, kFactors> parts{};    // add up to total exactly
    std::array<std::int64_t, kFactors> permille{}; // the factor itself, 0 … 1000
};

// One need (its best one) before one program.
struct Candidate {
    FamilyIndex family;
    ProgramIndex program;
    std::size_t need{}; // index into the family's needs
    Standing standing{};
    Verdict verdict{};                    // eligibility only
    std::vector<ObstacleFound> obstacles; // availability
    AwardFound award;
    Score score; // meaningful unless standing is no or hint
    std::optional<std::size_t> priority_group;
};

using Limit = std::size_t;
inline constexpr Limit kNoLimit = std::numeric_limits<Limit>::max();

// Every program that serves one of the family's needs, each once with its best need. Order: fits without
// obstacles, fits with obstacles, to be asked, near, no, hint; within them by score, covered share, earlier
// referral, id.
std::vector<Candidate> programs_for(const Snapshot&, FamilyIndex, Limit = kNoLimit);

// Every program that serves this need, in the same order; none for a need that is met or closed, or of which
// nothing is left.
std::vector<Candidate> programs_for_need(const Snapshot&, FamilyIndex, std::size_t need, Limit = kNoLimit);

// The same pairs from the other side; the same scores.
std::vector<Candidate> families_for(const Snapshot&, ProgramIndex, Limit = kNoLimit);

Candidate match(const Snapshot&, FamilyIndex, std::size_t need, ProgramIndex);

// Points shown on a page: whole numbers that add up to the rounded total (largest remainder).
std::array<int, kFactors> shown_points(const Score&);
int shown_total(const Score&);

// Severity in permille with the hardships that hold; tier 1 (worst off) … 4.
struct Severity {
    std::int64_t permille{};
    int tier = 4;
    std::vector<std::size_t> hardships; // indexes into the policy's list
};
Severity severity_of(const Snapshot&, FamilyIndex);

} // namespace matching

template <>
inline constexpr auto models::kNames<matching::Standing> =
    models::names<matching::Standing>({{matching::Standing::fits, "fits"},
                                       {matching::Standing::to_be_asked, "to_be_asked"},
                                       {matching::Standing::near, "near"},
                                       {matching::Standing::no, "no"},
                                       {matching::Standing::hint, "hint"}});
template <>
inline constexpr auto models::kNames<matching::Obstacle> =
    models::names<matching::Obstacle>({{matching::Obstacle::opens_later, "opens_later"},
                                       {matching::Obstacle::window_over, "window_over"},
                                       {matching::Obstacle::paused, "paused"},
                                       {matching::Obstacle::outside_area, "outside_area"},
                                       {matching::Obstacle::area_unknown, "area_unknown"},
                                       {matching::Obstacle::no_places, "no_places"},
                                       {matching::Obstacle::no_budget, "no_budget"},
                                       {matching::Obstacle::cap_used, "cap_used"},
                                       {matching::Obstacle::already_has, "already_has"},
                                       {matching::Obstacle::excluded, "excluded"},
                                       {matching::Obstacle::below_minimum, "below_minimum"},
                                       {matching::Obstacle::no_award_case, "no_award_case"},
                                       {matching::Obstacle::not_applicant, "not_applicant"}});
