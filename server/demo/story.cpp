#include "server/demo/story.hpp"
#include <algorithm>
#include <utility>

namespace server::demo {

using namespace models;

namespace {

using Acts = std::vector<Act>;

Acts acts_to_confirmed(const DemoReferral& referral, Dice& dice)
{
    if (referral.body.urgency == Urgency::urgent) {
        if (dice.in(60)) return {Act::report, Act::confirm_urgently, Act::recheck_late};
        return {Act::report, Act::confirm_urgently};
    }
    if (dice.in(12)) return {Act::report, Act::return_, Act::resubmit, Act::recheck, Act::confirm};
    return {Act::report, Act::recheck, Act::confirm};
}

Acts acts_to_closed(const DemoReferral& referral, Dice& dice)
{
    if (referral.closed == CloseReason::withdrawn)
        return dice.in(50) ? Acts{Act::report, Act::recheck, Act::withdraw}
                           : Acts{Act::report, Act::recheck, Act::confirm, Act::withdraw};
    return dice.in(40) ? Acts{Act::report, Act::refuse} : Acts{Act::report, Act::recheck, Act::refuse};
}

Acts acts_to(const DemoReferral& referral, Dice& dice)
{
    switch (referral.state) {
    case ReferralState::draft: return {Act::keep_draft};
    case ReferralState::reported: return {Act::report};
    case ReferralState::rechecked: return {Act::report, Act::recheck};
    case ReferralState::returned:
        return dice.in(40) ? Acts{Act::report, Act::recheck, Act::return_} : Acts{Act::report, Act::return_};
    case ReferralState::closed: return acts_to_closed(referral, dice);
    default: return acts_to_confirmed(referral, dice);
    }
}

// A few working days after each other, the later one later in the day: so the last may fall on the day of the
// one before, and none on today.
void add_steps(std::vector<Step>& story, std::size_t number, const DemoReferral& referral, Dice& dice,
               const WorkingDays& working_days, Date today)
{
    const auto last = working_day_before(working_days, today, 1);
    auto day = day_of(referral.reported_at);
    int hour = 8;
    for (const auto act : acts_to(referral, dice)) {
        const bool first = hour == 8;
        const auto minute = static_cast<int>(dice.between(0, 59));
        if (!first) day = std::min(working_days.after(day, static_cast<int>(dice.between(1, 3))), last);
        hour += 2;
        story.push_back({first ? referral.reported_at : in_office_hours(day, hour, minute), number, act});
    }
}

} // namespace

std::vector<Step> story_of(const std::vector<DemoReferral>& referrals, const WorkingDays& working_days,
                           Date today)
{
    std::vector<Step> story;
    Dice dice(417);
    for (std::size_t i = 0; i < referrals.size(); ++i)
        add_steps(story, i, referrals[i], dice, working_days, today);
    std::ranges::sort(story, {}, [](const Step& step) { return std::pair(step.at, step.referral); });
    return story;
}

} // namespace server::demo
