#pragma once
#include "matching/draft.hpp"
#include "matching/progress.hpp"

// Stable mode: docs/formats.md "Rounds". Households rank what they could get by score, programs rank
// households by their own groups or points; nobody who ranks before another goes without what that one has.
namespace matching {

// By option: its place in the line of its program; who comes first has the smaller one. No two are alike.
std::vector<std::uint32_t> lines_of(const Round&);

// Deferred acceptance: every household asks for what it likes best of what it was not refused yet; a program
// keeps who stands first in its line as far as its limits go, and refuses the rest for good. The draft is
// empty before. False: stopped.
bool accept_in_turn(const Round&, const std::vector<std::uint32_t>& lines, Draft&, const Progress&);

// Options, as indexes into Round::options, ascending, that their household would rather have than what it
// has, and that no limit keeps from it. None where programs have no quota rows.
std::vector<std::size_t> blocking(const Round&, const std::vector<std::uint32_t>& lines, const Draft&);

} // namespace matching
