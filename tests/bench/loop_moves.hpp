#pragma once
#include "tests/bench/figures.hpp"
#include "tests/bench/loop_site.hpp"
#include "tests/bench/report.hpp"
#include <span>

namespace bench {

inline constexpr std::size_t kMovesOfAnOffer = 5; // offered, opened, accepted, delivered, completed

// Clients of the API, each with one offer after the other, until the time is over or no family is left; an
// offer that was begun is brought to its end. One sample is one move.
Sample move_over_http(std::uint16_t port, const LoopSite&, std::span<const LoopFamily>, std::size_t clients,
                      std::chrono::milliseconds time, std::size_t& moved, Section&);

} // namespace bench
