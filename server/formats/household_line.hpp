#pragma once
#include "matching/snapshot.hpp"
#include "server/formats/referral_json.hpp"
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <vector>

namespace server {

// One line of households.jsonl (docs/formats.md "Files of a province"): a referral, and what the server would
// know of it beside its form.
struct HouseholdLine {
    models::ReferralId id; // > 0
    ReferralBody body;
    models::Time first_reported{};
    std::optional<models::Time> confirmed;
    std::vector<matching::EarlierHelp> earlier;
};

// As strict as read_referral, all faults at once. A fact without dates of its own holds since the day of
// `first_reported` and was told then. Nothing may be dated after `as_of`.
models::Result<HouseholdLine> read_household_line(const nlohmann::json&, std::span<const NeedType>,
                                                  const models::Divisions&, models::Time as_of);
nlohmann::json write_household_line(const HouseholdLine&); // without names, numbers and addresses

// What the engine sees of it. Names, numbers, addresses and what was written in words stay behind.
matching::Family family_of(HouseholdLine);

} // namespace server
