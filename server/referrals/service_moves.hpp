#pragma once
#include "models/store/consents.hpp"
#include "server/referrals/service.hpp"

// Inside the service: what every move has in common.
namespace server::referrals {

// In scope, seen as it is now, and the table allows this act from its state to this side.
// Refusals: error.referral.unknown (not found), .changed (stale), .now.<state> (wrong state), .not_yours.
Moved opened(const Desk&, const Seen&, models::ReferralAct);
Moved opened(const Desk&, const Seen&, models::ReferralAct, models::Side);

struct Step {
    models::ReferralAct act{};
    models::ReferralState to{};
    models::Side side{};
    std::string reason; // a code, plain
    Entries entries;    // sealed
};
// Writes the row (guarded), one line of the log, the clocks of the new state, audit and ledger.
Moved moved(const Desk&, models::Referral, const Step&);
// The same where the act ends the referral: its offers end with it.
Moved ended(const Desk&, models::Referral, const Step&);

// The township is reminded before a consent ends, as long as its referral is open.
void start_consent_clock(const Desk&, const store::ConsentRow&);
void restart_clocks(const Desk&, const models::Referral&, models::ReferralAct);
void audit(const Desk&, const char* event, models::ReferralId, const Entries& facts = {});

models::Fault fault(std::string key, std::string field);

} // namespace server::referrals
