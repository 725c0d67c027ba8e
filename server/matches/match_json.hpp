#pragma once
#include "server/matches/view_parts.hpp"

// What of a match the API tells (docs/api.md): verdicts, awards, scores that add up, and every reason. No
// names, no numbers of papers or telephones: the engine has none.
namespace server::matches {

// Some of the candidates, from `first` on.
struct Span {
    std::size_t first = 0, count = 0;
};
nlohmann::json matches_json(const Scene&, const Span&);

nlohmann::json candidate_json(const Scene&, const matching::Candidate&); // without its rank
nlohmann::json questions_json(const Scene&);

nlohmann::json score_json(const matching::Score&);
nlohmann::json award_json(const html::Words&, const models::Program&, const matching::AwardFound&);
nlohmann::json obstacles_json(const html::Words&, const matching::Snapshot&, const models::Program&,
                              const matching::Candidate&);

} // namespace server::matches
