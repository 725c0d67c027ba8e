#pragma once
#include "matching/prices.hpp"

// Parts of which a bound is made.
namespace matching {

// What one family after the other brings at most: its best bundle, and what floors pay for a household that
// gets anything. Keeps its memory; one for each worker.
class BestWorth {
public:
    BestWorth(const Round&, const PriceSums&); // both must outlive it
    // Without what is closed: by option of the round; empty: nothing is.
    std::int64_t of(const RoundFamily&, const std::vector<bool>& closed = {});

private:
    const Round& round_;
    const PriceSums& sums_;
    BundleSearch search_;
    std::vector<std::int64_t> worth_;
    std::vector<std::uint32_t> open_;
};

// What limits bring at their prices, less what floors cost.
Wide worth_of_limits(const Stage&, const Prices&);

} // namespace matching
