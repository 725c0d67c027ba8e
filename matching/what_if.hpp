#pragma once
#include "matching/counted.hpp"
#include "matching/match.hpp"
#include "matching/progress.hpp"
#include <array>
#include <map>
#include <optional>
#include <vector>

namespace matching {

// What another version of a program would come to, before it is saved.

// Families, not needs: a family counts with the need that would get most.
struct Reach {
    Counted eligible, to_be_asked;
    models::Money low, high; // sum of awards, without regard to the budget; unknown ones as a range
};

struct Shift {
    Reach before, after;
    Counted in, out, other_award; // of those eligible
};

enum class Moved { in, out, other_award };

struct FamilyMoved {
    FamilyIndex family;
    Moved what{};
    std::size_t need{};          // that of after, or, for who falls out, of before
    models::Money before, after; // high end of the award; 0: not eligible
};

struct Impact {
    Shift all;
    std::map<models::Area, Shift> by_county; // where they live today; none: not known so exactly
    std::array<Shift, 4> by_tier;            // tier 1 (worst off) first
    std::vector<FamilyMoved> moved;          // in the order of the families, the first `named` of them
    std::int64_t tried = 0;                  // families that either version could touch
};

// Both versions over all families, on the snapshot's day; neither need be of the snapshot. Eligible is whom
// the rule admits, who gets an award and whom nothing of their own bars: place, caps, help had before, a
// window for others. Not asked is whether the program is open today, has places or money; a draft or closed
// program counts as not there before and as open after. Counts carry marks of the secret. Nothing: it was
// told to stop.
std::optional<Impact> what_if(const Snapshot&, const models::Program& before, const models::Program& changed,
                              const Progress& = {}, std::size_t named = 1'000, std::uint64_t secret = 0);

// How far one version reaches, whether it is open or not. Ends once both numbers are `enough`: then they are
// no more than that. Nothing: it was told to stop.
struct Extent {
    std::int64_t reached = 0;  // families that are eligible or may be
    std::int64_t left_out = 0; // those with such a need where it serves that are not surely eligible
};
std::optional<Extent> extent_of(const Snapshot&, const models::Program&, std::int64_t enough,
                                const Progress& = {});

} // namespace matching

template <>
inline constexpr auto models::kNames<matching::Moved> =
    models::names<matching::Moved>({{matching::Moved::in, "in"},
                                    {matching::Moved::out, "out"},
                                    {matching::Moved::other_award, "other_award"}});
