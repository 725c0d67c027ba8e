#pragma once
#include "matching/rounding.hpp"

// Inside of the rounding: small rounds.
namespace matching {

// Looks at every allocation of the stage that could be worth more than the draft: what separates one from the
// bound, regrets of households and what lies idle at its price, can only grow while households are served one
// after the other, and whoever grows beyond the best known is left. The draft is then the best there is, if
// not more than so many steps were needed, and otherwise no worse than before. Not for floors or groups.
void search_all(const Stage&, const Prices&, const PriceSums&, Draft&, std::size_t steps);

} // namespace matching
