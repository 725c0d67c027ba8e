#pragma once
#include "matching/exact.hpp"
#include "matching/pair.hpp"
#include <span>
#include <string_view>

// Inside of the engine: the factors of a score one by one, in permille. Written once for the row by row and
// the columnar road.
namespace matching {

inline constexpr std::int64_t kNotMeasurable = 500; // coverage where award and need cannot be compared

inline constexpr std::int64_t kWhole = 1000; // permille

// 0 … 1000, rounded down; of nothing: 0.
inline std::int64_t share(std::int64_t part, std::int64_t whole)
{
    if (whole <= 0 || part <= 0) return 0;
    return part >= whole ? kWhole : scaled(part, kWhole, whole);
}

std::int64_t fit_of_purpose(const models::Program&, std::string_view need_type, const Policy&);

// From the rounded award. What cannot be compared (no amount assessed, a service for money needed) counts
// half.
std::int64_t coverage_of(const models::Program&, models::NeedUnit, std::optional<std::int64_t> residual,
                         const AwardFound&);

// The smallest division that the home shares with any of the places; today's codes.
models::AreaLevel nearest_shared(std::span<const models::Area> places, models::Area home);
std::int64_t proximity_of(models::AreaLevel shared);
bool is_in_a_hurry(const Ground&, const Subject&); // the family or this need
std::int64_t timeliness_of(const models::TrackRecord&, bool hurry);
std::int64_t room_of(const models::Room&);
std::int64_t track_record_of(const models::TrackRecord&);

} // namespace matching
