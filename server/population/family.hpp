#pragma once
#include "matching/snapshot.hpp"
#include "models/store/referrals.hpp"
#include "server/referrals/document.hpp"

namespace server::population {

// A referral as the engine sees it: codes, amounts, dates and areas. Names, numbers, addresses and what was
// written in words stay behind.
matching::Family family_of(const referrals::Case&);
// As its row and its promises say. Nothing: its document does not open or cannot be read, which is logged; it
// must not keep the others away.
std::optional<matching::Family> family_in(const store::OpenReferral&, const std::vector<store::Promised>&);
matching::Family family_of(const ReferralBody&, models::Time now); // not stored

} // namespace server::population
