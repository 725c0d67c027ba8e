#pragma once
#include "matching/counterfactual.hpp"
#include "server/matches/view_parts.hpp"

namespace server::matches {

// What separates the family from a program that refuses it, for one need.
matching::Ways ways_to(const Scene&, const matching::Candidate&);

// Of one way: how it may come about (到时候自然符合, 不会变得符合 …), and its changes in one line.
struct WayWords {
    std::string label, text;
};
std::vector<WayWords> ways_in_words(const Scene&, const matching::Ways&, std::size_t most = 3);

// possible, all, and the ways with their changes and words (docs/api.md "Matches").
nlohmann::json ways_json(const Scene&, const matching::Ways&);
nlohmann::json ways_part(const Scene&, const matching::Candidate&, std::size_t most); // [{"label", "text"}]

} // namespace server::matches
