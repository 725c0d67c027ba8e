#pragma once
#include "models/result.hpp"
#include "models/store/holds.hpp"
#include "server/desk/desk.hpp"

// How long what is kept (quality.md §3, periods in the configuration), and what a county keeps longer.
namespace server::retention {

// Once a day, in turns of at most so many rows a minute: referrals at their end are pseudonymized, givers of
// old consents and old notices forgotten. What is held stays. Ends with one audit line that tells counts.
inline constexpr int kTurn = 100;
void run(const Desk&, int most = kTurn);

// 依法保留: past the draft and not erased. Faults at /reason.
models::Result<models::LegalHoldId> hold(const Desk&, models::ReferralId, const std::string& reason);
models::Result<bool> lift(const Desk&, models::ReferralId, const std::string& reason);
inline constexpr std::size_t kMostReason = 500; // characters

} // namespace server::retention
