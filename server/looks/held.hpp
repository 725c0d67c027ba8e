#pragma once
#include "models/store/db.hpp"
#include "server/html/rule_words.hpp"
#include "server/referrals/document.hpp"
#include <nlohmann/json_fwd.hpp>

// All that is held about the family of one referral, readable as it is (PIPL §45): every version of what was
// told, every step with its notes, consents, plans and their lines, the approved rounds that considered it,
// offers, what arrived, objections, and who looked. Search words
// and look-up digests are made from these and cannot be read.
namespace server::looks {

nlohmann::json held_about(store::Reader&, const html::Words&, const referrals::Case&);

} // namespace server::looks
