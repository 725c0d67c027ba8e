#pragma once
#include "server/demo/accounts.hpp"
#include "server/demo/referrals.hpp"
#include <functional>

namespace server::demo {

// One act on one of the referrals, in office hours of a past working day.
enum class Act {
    keep_draft,
    report,
    recheck,
    return_,
    resubmit,
    confirm,
    confirm_urgently,
    recheck_late,
    refuse,
    withdraw
};
struct Step {
    models::Time at{};
    std::size_t referral{};
    Act act{};
};

// What happened to all of them until the day of the first start, in the order in which it happened.
std::vector<Step> story_of(const std::vector<DemoReferral>&, const models::WorkingDays&, models::Date today);

// Done and how many there are to do.
using Progress = std::function<void(std::size_t done, std::size_t of)>;

// Takes the referrals through the services, each act by the office it belongs to. Their ids.
std::vector<models::ReferralId> tell(store::Writer&, const Library&, Offices&,
                                     const std::vector<DemoReferral>&, const std::vector<Step>&,
                                     const Progress&);

} // namespace server::demo
