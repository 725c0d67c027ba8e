#pragma once
#include <cstdint>
#include <optional>
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

// What a program gives to groups later than one, of what counts in a quota row and costs at least so much.
struct ClosingClaim {
    std::int64_t program{}, group{}; // id; from 1
    std::int64_t quota{}, fen{};     // from 1; 0: all of them
    bool operator==(const ClosingClaim&) const = default;
};

struct PriceSet {
    std::vector<ProgramPrices> prices; // of programs that have an option, by id
    std::vector<std::int64_t> floors;
    bool operator==(const PriceSet&) const = default;
};

// A case of the allocations of a stage: split in two, those that give nothing of this first, then those that
// do; or weighed at prices.
struct CaseClaim {
    std::optional<ClosingClaim> split{};
    std::int64_t prices{}; // 0: the stage's, n: the n-th of its further ones
    bool operator==(const CaseClaim&) const = default;
};

struct StageClaim {
    std::vector<std::int64_t> tiers;
    std::vector<ProgramPrices> prices; // of programs that have an option, by id
    std::vector<std::int64_t> floors;
    std::int64_t value{}, bound{};
    std::vector<PriceSet> further{};
    std::vector<CaseClaim> cases{}; // none: one, at the stage's prices
    bool operator==(const StageClaim&) const = default;
};

// What no allocation can hold more of that holds as much of the floors before, and the prices that prove it:
// as a stage's, of what is reached of the floor instead of values.
struct FloorLimit {
    std::int64_t most{};
    std::vector<ProgramPrices> prices; // of programs that have an option, by id
    std::vector<std::int64_t> floors;  // of the floor itself 2²⁰, of later ones 0
    bool operator==(const FloorLimit&) const = default;
};

// Of a floor: what the policy asks, and how much of it is held. Less: also a limit, and the smallest
// relaxation that can be held lies from `holds` to its `most`.
struct FloorClaim {
    std::int64_t asks{}, holds{};
    std::optional<FloorLimit> limit{};
    bool operator==(const FloorClaim&) const = default;
};

struct Certificate {
    std::vector<StageClaim> stages;
    std::vector<FloorClaim> floors;
    std::int64_t value{}, bound{}, gap_millionths{};
    std::optional<std::int64_t> blocking{}; // stable mode: how many options block
    bool operator==(const Certificate&) const = default;
};

} // namespace matching
