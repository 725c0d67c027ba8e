#pragma once
#include "matching/cases.hpp"
#include "matching/certificate.hpp"
#include "matching/draft.hpp"
#include "matching/floors.hpp"
#include "matching/prices.hpp"

namespace matching {

// One part of a round that was solved at once, and the proof of how good it is.
struct SolvedStage {
    std::vector<int> tiers;
    Prices prices;
    std::int64_t value = 0, bound = 0;
    std::vector<Prices> further{}; // that Case::prices counts from 1
    std::vector<Case> cases{};     // none: one, at the prices of the stage
};

struct Allocation {
    std::vector<std::size_t> awards;               // indexes into Round::options, ascending
    std::vector<SolvedStage> stages;               // one, or one a tier
    std::vector<std::int64_t> holds;               // by floor: what is held of what it asks
    std::vector<std::optional<ReachLimit>> limits; // by floor: where less is held than is asked
    std::int64_t value = 0, bound = 0;
    std::vector<std::size_t> blocking; // stable mode: options that block, ascending
    std::int64_t gap_millionths = 0;   // by which value is below bound, rounded up
};

// Who gets what, so that the sum of values is as high as can be found, and a bound that nothing can exceed.
// The same for any number of workers. Nothing: stopped.
std::optional<Allocation> allocate(const Round&, const Progress&);

// What is handed out of it, in the words of docs/formats.md.
std::vector<AwardLine> award_lines(const Round&, const std::vector<std::size_t>& awards);
Certificate certificate_of(const Round&, const Allocation&);

std::int64_t gap_of(std::int64_t value, std::int64_t bound);

} // namespace matching
