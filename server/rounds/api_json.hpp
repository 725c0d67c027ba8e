#pragma once
#include "server/programs/catalog.hpp"
#include "server/rounds/service.hpp"
#include <nlohmann/json_fwd.hpp>

// The API's form of a round and its parts; no names.
namespace server::rounds {

nlohmann::json round_json(const models::AllocationRound&); // an element of the list
nlohmann::json programs_json(const std::vector<store::RoundProgram>&);
// Of the programs whose counts are told; null below five families.
nlohmann::json shares_json(const std::vector<store::ProgramShare>&, const programs::Programs&,
                           const models::Actor&);
nlohmann::json award_json(const store::RoundAwardRow&);
nlohmann::json other_json(const store::RoundFamilyRow&);

inline constexpr std::int64_t kLeastShown = 5; // families, to charities and analysts

} // namespace server::rounds
