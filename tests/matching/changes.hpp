#pragma once
#include "matching/explain.hpp"
#include "tests/matching/random_world.hpp"
#include "tests/support/dice.hpp"

// What may happen to a family after it was told of.
namespace tests {

// One thing more is known: a gap filled, a list completed, an area told more exactly, another member listed,
// or that nobody is missing.
matching::Family knowing_more(const matching::Family&, Dice&);

// The question's answer, where nothing was known.
matching::Family answered(const matching::Family&, const matching::Question&, const models::FactValue&);

// Everything that can change, and is no finding of a doctor, is told anew from this day on; who goes to
// school stays in the same year.
matching::Family changed_from(const matching::Family&, models::Date, Dice&);
void forget_what_comes_after(matching::Family&, models::Date); // and what ends

void tell_from_tomorrow(matching::Family&, models::Date today, Dice&);
void read_no_day_after(models::Program&, models::Date); // its rules
void forget_first_entries(matching::Family&);

// So many changes at most, of ids that are there and of others; the world is as it is after them.
struct ChangeSize {
    std::int64_t ids, most;
};
matching::Changes random_changes(RandomWorld&, Dice&, ChangeSize);

} // namespace tests
