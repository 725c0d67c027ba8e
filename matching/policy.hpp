#pragma once
#include "models/area.hpp"
#include "models/rule.hpp"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace matching {

// The parts of a score, in the order pages show them; severity and waiting are the same for every program.
enum class Factor { fit, coverage, proximity, timeliness, room, track_record, severity, waiting };
inline constexpr std::size_t kFactors = 8;

// One kind of hardship and what it adds to severity (permille); the sum is cut at 1000.
struct Hardship {
    std::string name; // message "hardship.<name>"
    models::Rule rule;
    std::int64_t permille{};
};

enum class FloorMeasure { covered_fen, families };
enum class FloorUnit { fen, count, permille };

// What the households of a group must get together: those living in the area, or for whom the rule surely
// holds.
struct Floor {
    std::string name;
    models::Area area; // 0 with a rule
    std::optional<models::Rule> rule;
    FloorMeasure measure{};
    FloorUnit unit{};
    std::int64_t at_least{}; // ≥ 0; permille (≤ 1000) of what the group's needs are assessed at
};

// Who will come before places and money are renewed: for every thousand households of the round that live in
// the area, so many more.
struct Expected {
    models::Area area;
    std::int64_t permille{}; // 0 … 100,000
};

// How places and money are shared out when they are short: docs/formats.md "Rounds".
struct RoundPolicy {
    std::string seed;
    std::array<std::int64_t, 4> tier_weights{8, 4, 2, 1}; // 1 … kMostTierWeight
    bool strict = false;          // tier by tier, each alone with what the one before left; then no floors
    bool stable = false;          // deferred acceptance instead of the highest value; then one award a
                                  // household, not strict, and no floors
    std::int64_t most_awards = 3; // of one household, 1 … kMostAwards
    std::vector<Floor> floors;    // the first ones hold first
    std::vector<Expected> expected;
};
inline constexpr std::int64_t kMostTierWeight = 10'000; // values stay below 2^30
inline constexpr std::int64_t kMostAwards = 10;

// Weights, tiers and limits: config/policy.json, versioned. Read by server/matches/policy_json.
struct Policy {
    std::string version;
    std::array<std::int64_t, kFactors> weights{25, 20, 10, 10, 5, 10, 12, 8}; // by Factor; sum 100
    std::vector<Hardship> hardships;
    std::array<std::int64_t, 3> tier_from{750, 500,
                                          250}; // severity permille from which tier 1, 2, 3 begin; else 4
    std::int64_t side_purpose_fit = 600;        // permille; a main purpose is 1000
    std::int64_t waiting_full_days = 60;        // days after which waiting counts 1000
    RoundPolicy round;
};

} // namespace matching

template <>
inline constexpr auto models::kNames<matching::Factor> =
    models::names<matching::Factor>({{matching::Factor::fit, "fit"},
                                     {matching::Factor::coverage, "coverage"},
                                     {matching::Factor::proximity, "proximity"},
                                     {matching::Factor::timeliness, "timeliness"},
                                     {matching::Factor::room, "room"},
                                     {matching::Factor::track_record, "track_record"},
                                     {matching::Factor::severity, "severity"},
                                     {matching::Factor::waiting, "waiting"}});
template <>
inline constexpr auto models::kNames<matching::FloorMeasure> = models::names<matching::FloorMeasure>(
    {{matching::FloorMeasure::covered_fen, "covered_fen"}, {matching::FloorMeasure::families, "families"}});
template <>
inline constexpr auto models::kNames<matching::FloorUnit> =
    models::names<matching::FloorUnit>({{matching::FloorUnit::fen, "fen"},
                                        {matching::FloorUnit::count, "count"},
                                        {matching::FloorUnit::permille, "permille"}});
