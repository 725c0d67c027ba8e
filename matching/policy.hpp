#pragma once
#include "models/rule.hpp"
#include <array>
#include <cstdint>
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

// Weights, tiers and limits: config/policy.json, versioned. Read by server/matches/policy_json.
struct Policy {
    std::string version;
    std::array<std::int64_t, kFactors> weights{25, 20, 10, 10, 5, 10, 12, 8}; // by Factor; sum 100
    std::vector<Hardship> hardships;
    std::array<std::int64_t, 3> tier_from{750, 500,
                                          250}; // severity permille from which tier 1, 2, 3 begin; else 4
    std::int64_t side_purpose_fit = 600;        // permille; a main purpose is 1000
    std::int64_t waiting_full_days = 60;        // days after which waiting counts 1000
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
