#pragma once
#include "matching/bundle.hpp"

namespace matching {

struct Worth {
    Wide worth{};
    std::uint32_t option{};
};

// The most that a bundle of these options brings with which none of the wanted ones, which are among them,
// could be given in addition. There is always such a bundle, since who cannot get more has one.
Wide most_settled(const Round&, const BundleSearch&, const RoundFamily&, std::vector<Worth>,
                  std::span<const std::uint32_t> wanted);

} // namespace matching
