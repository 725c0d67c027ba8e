#pragma once
#include "models/names.hpp"

namespace models {

// Who may make a move; bits, for a move may be open to several. Nobody takes two of report, recheck and
// confirm.
enum class Side : unsigned {
    village = 1,
    township = 2,
    county = 4,
    charity = 8,
    family = 16,
    system = 32,
    author = 64
};
template <>
inline constexpr auto kNames<Side> = names<Side>({{Side::village, "village"},
                                                  {Side::township, "township"},
                                                  {Side::county, "county"},
                                                  {Side::charity, "charity"},
                                                  {Side::family, "family"},
                                                  {Side::system, "system"},
                                                  {Side::author, "author"}});
constexpr unsigned operator|(Side a, Side b) { return static_cast<unsigned>(a) | static_cast<unsigned>(b); }
constexpr unsigned operator|(unsigned a, Side b) { return a | static_cast<unsigned>(b); }
constexpr bool has_side(unsigned sides, Side side) { return (sides & static_cast<unsigned>(side)) != 0; }

} // namespace models
