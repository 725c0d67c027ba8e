#pragma once
#include "server/desk/desk.hpp"

namespace server::keys {

// A new key for what families are looked up by: first every process comes to know it (kSettled), then the
// rows of each referral are made under it too, a turn a minute; when all are there it counts, in one
// transaction; the old key goes from the file; and what it had made goes, in turns again. Also what a backup
// from before brings back is made anew so.
inline constexpr int kLookUpTurn = 500; // referrals a minute
void fill_look_up(const Desk&, int most = kLookUpTurn);

} // namespace server::keys
