#pragma once
#include "server/demo/people.hpp"
#include "server/formats/referral_json.hpp"

namespace server::demo {

// How far a demo referral has come by the day of the first start, and when it was reported.
struct DemoReferral {
    ReferralBody body;
    models::ReferralState state{};
    models::CloseReason refused{};             // closed only
    int reported_days_ago = 0;
};

// The grandmother of 63 in Zheng'an: two grandchildren in school, one of six in hospital, 9,000 yuan already paid.
DemoReferral grandmother(const models::Divisions&, models::Time now);

// About 300 referrals: resettled and left-behind children in Nayong, forty applicants in Yinjiang, freshmen in Shuicheng,
// and families of every kind in Zheng'an and the other counties. The first is the grandmother's.
std::vector<DemoReferral> all_referrals(const models::Divisions&, models::Time now);

}  // namespace server::demo
