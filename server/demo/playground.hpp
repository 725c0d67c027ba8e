#pragma once
#include "models/store/db.hpp"
#include "server/demo/accounts.hpp"
#include "server/demo/referrals.hpp"

namespace server::demo {

// The playground in Nayong with four weeks behind it: children enrolled by accepted offers, a staff, a weekly
// pattern, sessions held with their attendance, guardians' consents, one worry answered and one that waits.
void run_playground(store::Writer&, const Library&, Offices&, const std::vector<DemoReferral>&,
                    const std::vector<models::ReferralId>&, models::Time today);

} // namespace server::demo
