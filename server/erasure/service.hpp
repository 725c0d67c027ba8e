#pragma once
#include "models/result.hpp"
#include "models/store/erasure.hpp"
#include "server/desk/desk.hpp"

// PIPL §47: what rests on consent is erased; what a law keeps (deliveries and sums, who did what, that there
// was a consent) stays, and names nobody.
namespace server::erasure {

constexpr bool has_ended(models::ReferralState state)
{
    return state == models::ReferralState::closed || state == models::ReferralState::entered_in_error;
}

// The key of the sentence that says why it cannot be now; empty: it can. Only a referral that is at its end,
// without an open objection, and not held by law.
std::string barred(store::Reader&, const models::Referral&);

// Of one referral; its audit line tells counts.
models::Result<store::Erased> erase(const Desk&, const models::Referral&, models::ErasedFor);
std::string counts_of(const store::Erased&); // as JSON

// An older backup may hold what was erased since: what is on the list and not in the database is erased
// again, whatever its state was then; drafts go whole. How many there were.
std::size_t erase_again(const Desk&, const std::vector<store::Erasure>& kept);

} // namespace server::erasure
