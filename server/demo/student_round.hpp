#pragma once
#include "models/store/db.hpp"
#include "server/demo/accounts.hpp"
#include "server/demo/referrals.hpp"

namespace server::demo {

// The forty applicants of Yinjiang for a grant of 3,000 yuan: most have agreed that its organization may be
// told, and a round over them is queued: worked out at the first start, it waits for the county's approval.
void open_student_round(store::Writer&, const Library&, Offices&, const std::vector<DemoReferral>&,
                        const std::vector<models::ReferralId>&, models::Time now);

} // namespace server::demo
