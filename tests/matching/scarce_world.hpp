#pragma once
#include "matching/allocate.hpp"
#include "matching/certify.hpp"
#include "tests/matching/random_world.hpp"

namespace tests {

// A random world in which much fits and little is left: few places, little money, quotas, exclusions, groups
// and, with `floors`, floors.
RandomWorld scarce_world(Dice&, Size, bool floors = true);

// As good as a lottery: by id, the same in any order.
matching::OptionsOf row_by_row(const matching::Snapshot&); // the snapshot must outlive it

std::vector<std::uint64_t> lottery_keys(const matching::Snapshot&);

matching::Progress workers(std::size_t count);

// From a snapshot to what is handed out.
struct HandedOut {
    matching::Round round;
    matching::Allocation allocation;
    std::vector<matching::AwardLine> awards;
    matching::Certificate certificate;
};
HandedOut hand_out(const matching::Snapshot&, std::size_t workers = 1);

// What the checker says: "" or the key of its sentence.
std::string verdict_on(const matching::Snapshot&, const std::vector<matching::AwardLine>&,
                       const matching::Certificate&);

} // namespace tests
