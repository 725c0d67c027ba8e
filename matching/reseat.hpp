#pragma once
#include "matching/rounding.hpp"

namespace matching {

// Sets free a few households around the margin of one program, and seats them anew, in another order each
// time; kept where it is worth no less, at first also where a little is lost. Many times for each household
// in small rounds, where whole awards matter. Which ones is drawn, the same at every run. False: stopped.
bool reseat(const Stage&, const PriceSums&, const Margins&, Draft&, const Progress&, Span);

} // namespace matching
