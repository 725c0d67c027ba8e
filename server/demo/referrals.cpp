#include "server/demo/referrals.hpp"
#include "server/demo/family.hpp"
#include "server/demo/places.hpp"
#include <stdexcept>

namespace server::demo {

using namespace models;

namespace {

using Kind = void (*)(Family&, Dice&);

struct Group {
    Area village; // most live here, the others near by
    std::string_view residence;
    int count;
    Kind kind;
    bool all_confirmed = false;
};

constexpr Area kZunyi{520302001001}, kKaili{522601005001};

const Group kGroups[] = {
    {kNayong.village, "urban", 42, playground_family},
    {kYinjiang.village, "rural", 40, student_family, true}, // the applicants of the round
    {kShuicheng.village, "rural", 34, freshman_family},
    {kZhengan.village, "rural", 24, ill_family},
    {kZhengan.village, "rural", 18, old_family},
    {kZhengan.village, "rural", 16, student_family},
    {kZhengan.village, "rural", 16, farming_family},
    {kZhengan.village, "rural", 6, orphan_family},
    {kNayong.village, "urban", 16, ill_family},
    {kNayong.village, "rural", 8, old_family},
    {kNayong.village, "rural", 8, farming_family},
    {kYinjiang.village, "rural", 6, old_family},
    {kYinjiang.village, "rural", 12, ill_family},
    {kYinjiang.village, "rural", 6, farming_family},
    {kYinjiang.village, "rural", 6, orphan_family},
    {kYinjiang.village, "rural", 6, freshman_family},
    {kShuicheng.village, "rural", 6, farming_family},
    {kShuicheng.village, "rural", 6, student_family},
    {kShuicheng.village, "rural", 8, old_family},
    {kShuicheng.village, "rural", 8, ill_family},
    {kZunyi, "urban", 8, ill_family},
    {kKaili, "urban", 6, playground_family},
};

// One of the first few below `parent`, or `usual` as often as all the others.
Area somewhere(Dice& dice, const Divisions& divisions, Area parent, Area usual)
{
    constexpr std::int64_t kNearBy = 4;
    const auto parts = divisions.under(parent);
    if (parts.empty()) throw std::logic_error("a place of the demo is not in the table of areas");
    if (dice.in(50)) return usual;
    const auto last = std::min(kNearBy, static_cast<std::int64_t>(parts.size())) - 1;
    return parts[static_cast<std::size_t>(dice.between(0, last))].area;
}

Area village_near(Dice& dice, const Divisions& divisions, Area usual)
{
    const auto town = part_of(usual, AreaLevel::township);
    const auto township = somewhere(dice, divisions, part_of(usual, AreaLevel::county), town);
    if (township == town) return somewhere(dice, divisions, township, usual);
    return somewhere(dice, divisions, township, divisions.under(township).front().area);
}

// Where referrals stand: most are confirmed, some are on their way, a few came back or were refused.
ReferralState some_state(Dice& dice)
{
    const auto roll = dice.between(1, 100);
    return roll <= 50   ? ReferralState::confirmed
           : roll <= 68 ? ReferralState::reported
           : roll <= 82 ? ReferralState::rechecked
           : roll <= 90 ? ReferralState::returned
           : roll <= 97 ? ReferralState::closed
                        : ReferralState::draft;
}

// What waits for an office is mostly new; a few wait longer than they should.
int days_ago(Dice& dice, ReferralState state)
{
    const bool late = dice.in(12);
    switch (state) {
    case ReferralState::draft: return static_cast<int>(dice.between(1, 20));
    case ReferralState::reported: return static_cast<int>(late ? dice.between(9, 16) : dice.between(1, 6));
    case ReferralState::rechecked: return static_cast<int>(late ? dice.between(24, 34) : dice.between(6, 16));
    case ReferralState::returned: return static_cast<int>(dice.between(6, 30));
    default: return static_cast<int>(dice.between(12, 75));
    }
}

CloseReason some_reason(Dice& dice)
{
    const auto roll = dice.between(1, 100);
    return roll <= 45   ? CloseReason::now_on_government_aid
           : roll <= 80 ? CloseReason::not_in_hardship
                        : CloseReason::withdrawn;
}

void finish(Family& family, Dice& dice, Date reported)
{
    auto& body = family.body;
    auto& household = body.household;
    body.kind = dice.in(45) ? ReferralKind::outside_aid : ReferralKind::beyond_aid;
    body.urgency = dice.in(9) ? Urgency::urgent : Urgency::normal;
    const auto group = dice.between(1, 12), door = dice.between(1, 90);
    household.address = PrivateText(std::to_string(group) + "组" + std::to_string(door) + "号");
    if (body.kind == ReferralKind::beyond_aid)
        household.aid.push_back({"temporary_aid", Money{dice.between(8, 60) * 100 * kYuan},
                                 plus_days(reported, -static_cast<int>(dice.between(10, 200))),
                                 household.needs.front().type});
}

DemoReferral some_referral(Dice& dice, const Group& group, const Divisions& divisions,
                           const WorkingDays& working_days, Date today)
{
    const auto usual = some_state(dice);
    const auto state = group.all_confirmed ? ReferralState::confirmed : usual;
    const auto reported = working_day_before(working_days, today, days_ago(dice, state));
    const auto told = in_office_hours(reported, 8, static_cast<int>(dice.between(31, 110)));
    Family family(dice, told);
    group.kind(family, dice);
    family.live_in(village_near(dice, divisions, group.village), group.residence);
    finish(family, dice, reported);
    DemoReferral referral{std::move(family.body), told, state};
    if (state == ReferralState::closed) referral.closed = some_reason(dice);
    return referral;
}

} // namespace

Date working_day_before(const WorkingDays& working_days, Date today, int days)
{
    auto day = plus_days(today, -days);
    while (!working_days.is_working_day(day)) day = plus_days(day, -1);
    return day;
}

Time in_office_hours(Date day, int hour, int minute)
{
    return start_of(day) + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

std::vector<DemoReferral> all_referrals(const Divisions& divisions, const WorkingDays& working_days, Time now)
{
    std::vector<DemoReferral> referrals{grandmother(working_days, now)};
    Dice dice(20261124);
    for (const auto& group : kGroups)
        for (int i = 0; i < group.count; ++i)
            referrals.push_back(some_referral(dice, group, divisions, working_days, day_of(now)));
    return referrals;
}

} // namespace server::demo
