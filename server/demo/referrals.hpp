#pragma once
#include "models/calendar.hpp"
#include "server/formats/referral_json.hpp"
#include <optional>
#include <vector>

namespace server::demo {

// A referral, when it was reported and how far it has come by the day of the first start.
struct DemoReferral {
    ReferralBody body;
    models::Time reported_at{};
    models::ReferralState state{};
    std::optional<models::CloseReason> closed{}; // closed only
};

// The grandmother of 63 in Zheng'an: two grandchildren in school, one of six in hospital, 9,000 yuan already
// paid.
DemoReferral grandmother(const models::WorkingDays&, models::Time now);

// About 300 referrals: resettled and left-behind children in Nayong, forty applicants in Yinjiang, freshmen
// in Shuicheng, and families of every kind in Zheng'an and other counties. The first is the grandmother's.
// All were reported before today.
std::vector<DemoReferral> all_referrals(const models::Divisions&, const models::WorkingDays&,
                                        models::Time now);

// A family in Zheng'an that is not among them, other people at every call.
ReferralBody one_more_family(models::Time now);

// The newest working day that lies at least so many days back, and an instant of it in office hours.
models::Date working_day_before(const models::WorkingDays&, models::Date today, int days);
models::Time in_office_hours(models::Date, int hour, int minute);

} // namespace server::demo
