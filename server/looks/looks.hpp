#pragma once
#include "models/store/db.hpp"
#include "server/html/rule_words.hpp"
#include <nlohmann/json_fwd.hpp>

// Who looked at a family's data: for the family itself, and for an officer who answers its question (PIPL
// §45). Read from the audit; offices and organizations are named, never a person.
namespace server::looks {

// One row a day, office, thing and reason, the newest first: "day", "who", "what", "why", "times".
nlohmann::json looks_at(store::Reader&, const html::Words&, models::ReferralId);

} // namespace server::looks
