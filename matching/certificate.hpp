#pragma once
#include <cstdint>
#include <vector>

namespace matching {

// What a round hands out, so that somebody else can check it: docs/formats.md "Rounds". Plain figures and
// ids.

// One line of AWARDS.jsonl.
struct AwardLine {
    std::int64_t household{}; // id
    std::int64_t need{};      // its place, from 1
    std::int64_t program{};   // id
    std::int64_t award{};     // in the unit of the need
    std::int64_t cost{};      // fen
    std::int64_t score{}, tier{}, value{};
    auto operator<=>(const AwardLine&) const = default;
};

// In 2⁻²⁰ of a unit of value; 0 where there is no such limit.
struct PricePair {
    std::int64_t place{}, fen{};
    bool operator==(const PricePair&) const = default;
};
struct ProgramPrices {
    std::int64_t program{}; // id
    PricePair own;
    std::vector<PricePair> rows; // of its quotas
    bool operator==(const ProgramPrices&) const = default;
};

struct StageClaim {
    std::vector<std::int64_t> tiers;
    std::vector<ProgramPrices> prices; // of programs that have an option, by id
    std::vector<std::int64_t> floors;
    std::int64_t value{}, bound{};
    bool operator==(const StageClaim&) const = default;
};

// Of a floor: what the policy asks, and how much of it is held; less where it cannot be held as asked.
struct FloorClaim {
    std::int64_t asks{}, holds{};
    bool operator==(const FloorClaim&) const = default;
};

struct Certificate {
    std::vector<StageClaim> stages;
    std::vector<FloorClaim> floors;
    std::int64_t value{}, bound{}, gap_millionths{};
    bool operator==(const Certificate&) const = default;
};

} // namespace matching
