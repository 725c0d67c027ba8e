#pragma once
#include "matching/draft.hpp"
#include "matching/prices.hpp"

namespace matching {

// From prices to awards: households bid at the prices, programs keep whom it would hurt most to lose, what is
// left is filled up and exchanged for the better. Adds to the draft; floors that cannot be reached are
// lowered in the stage. False: stopped.
bool round_off(Stage&, const Prices&, Draft&, const Progress&, Span);

std::int64_t value_of(const Stage&, const Draft&);

// An option near the margin: whether it is given or not makes little difference to its family.
struct Marginal {
    std::int64_t margin{}; // ≥ 0: best to take it
    std::uint32_t family{}, option{};
    std::uint32_t kind{}; // of the option, as is its cost: they are asked for often
    std::int64_t cost{};
};
struct Margins {
    std::vector<Marginal> all;      // by program, then the greatest margin first
    std::vector<std::size_t> first; // by program; one more at the end
    std::vector<std::int64_t> best; // by family: what its best bundle brings
    std::span<const Marginal> of(std::size_t program) const
    {
        return std::span(all).subspan(first[program], first[program + 1] - first[program]);
    }
};

// Gives what has room and fits, the greatest reduced value first, until nothing more can be given. False:
// nothing.
bool fill(const Stage&, const PriceSums&, Draft&);

// Where a program fills its groups in order: whoever of an earlier group could take the place of somebody of
// a later one does, and what that sets free is filled again. Ends, since every step gives more or serves
// earlier groups.
bool keep_groups_in_order(const Stage&, const PriceSums&, Draft&);

// Chains of exchanges that begin where places or money lie idle although they have a price, and at households
// that got less than their best bundle at these prices. False: stopped.
bool exchange(const Stage&, const Prices&, const PriceSums&, const Margins&, Draft&, const Progress&, Span);

} // namespace matching
