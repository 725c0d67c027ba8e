#pragma once
#include "server/population/population.hpp"
#include "server/referrals/document.hpp"

// A past day as it was on file when it ended: rules and facts that were written since do not count.
namespace server::population {

// The programs with the rules and in the state of that instant, beside no family. What a program has given
// away is not kept by day: its places, money and record are today's.
matching::Snapshot programs_then(store::Reader&, const Generation&, const Library&, models::Time);

// The family by the document of that instant; nothing: it was not reported yet.
std::optional<matching::Family> family_then(store::Reader&, const models::Referral&, models::Time);

} // namespace server::population
