#pragma once
#include "matching/snapshot.hpp"
#include "server/referrals/document.hpp"

namespace server::population {

// A referral as the engine sees it: codes, amounts, dates and areas. Names, numbers, addresses and what was
// written in words stay behind.
matching::Family family_of(const referrals::Case&);
matching::Family family_of(const ReferralBody&, models::Time now); // not stored

} // namespace server::population
