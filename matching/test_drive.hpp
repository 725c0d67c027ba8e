#pragma once
#include "matching/counted.hpp"
#include "matching/progress.hpp"
#include "matching/snapshot.hpp"
#include <map>
#include <optional>

namespace matching {

// One version of a program before all families, whether it is open or not.
struct Driven {
    Counted fit, unknown, near;                // a family stands where its best need stands
    std::map<models::Fact, Counted> missing;   // of the unknown ones: the facts that would decide
    std::map<models::Area, Counted> by_county; // of those that fit; none: not known so exactly
    models::Money low, high;                   // awards of those that fit, without regard to the budget
};

// As `what_if` judges; near is whom one line of the rule keeps out that may yet change. Families are looked
// at by all workers of `progress`; the result does not depend on how many there are. Nothing: it was told to
// stop.
std::optional<Driven> test_drive(const Snapshot&, const models::Program&, std::uint64_t secret,
                                 const Progress& = {});

} // namespace matching
