#pragma once
#include "models/id.hpp"
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace server {

// One candidate of a line of `parasol match --in` (docs/formats.md "Matches").
struct MatchRow {
    models::ProgramId program;
    bool fits = false;                 // otherwise to be asked
    std::int64_t score{};              // milli-points
    std::int64_t award_fen{};          // what it costs the program's budget
    std::optional<std::int64_t> award; // in the unit of the need; nothing: cannot be compared
};

// The line of one need, its rows best first, with its line feed. Needs are told by their place, from 1.
std::string match_text(models::ReferralId household, std::size_t need, std::span<const MatchRow>);

} // namespace server
