#pragma once
#include "matching/draft.hpp"
#include "tests/support/dice.hpp"

namespace tests {

// A few households that want the same few things, most of them in groups.
matching::Round small_round_in_groups(Dice&);

struct Held {
    std::uint32_t family{}, option{};
};
std::vector<Held> all_held(const matching::Draft&);

// Shows every allocation that keeps the order of groups.
void for_each_in_order(const matching::Round&, const std::function<void(const matching::Draft&)>& show);

} // namespace tests
