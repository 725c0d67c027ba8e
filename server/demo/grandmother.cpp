#include "server/demo/family.hpp"
#include "server/demo/places.hpp"
#include "server/demo/referrals.hpp"
#include <tuple>

namespace server::demo {

using namespace models;

namespace {

void tell_members(Family& family)
{
    auto& head = family.add(Sex::female, 63, "self");
    head.name = PrivateText("石玉兰");
    family.tell(head, Fact::able_to_work, yes_no(false));
    for (const auto& [name, sex, age, stage] : {std::tuple{"石光明", Sex::male, 15, "junior_3"},
                                                std::tuple{"石小雪", Sex::female, 10, "primary_4"}}) {
        auto& child = family.add(sex, age, "grandchild");
        child.name = PrivateText(name);
        family.tell(child, Fact::enrolment_status, code("enrolled"));
        family.tell(child, Fact::schooling, code(stage));
        family.tell(child, Fact::left_behind, yes_no(true));
        family.tell(child, Fact::person_layers, codes({"child_in_difficulty"}));
    }
    auto& patient = family.add(Sex::male, 6, "grandchild");
    patient.name = PrivateText("石小安");
    family.tell(patient, Fact::illnesses, codes({"congenital_heart_disease"}));
    family.tell(patient, Fact::left_behind, yes_no(true));
}

void tell_needs(Family& family, Time told)
{
    auto& medical = family.need("medical", 4, 26000);
    medical.government_aid = 6000 * kYuan;
    medical.facts.push_back(known(Fact::self_paid, 26000 * kYuan, plus_days(day_of(told), -30), told));
    family.need("education", 3, 3600);
    family.need("education", 2, 3600);
    family.need("living", 0, 3800).government_aid = 3000 * kYuan;
    family.need_in("companionship", 3, NeedUnit::places);
}

} // namespace

DemoReferral grandmother(const WorkingDays& working_days, Time now)
{
    const auto reported = working_day_before(working_days, day_of(now), 15);
    const auto told = in_office_hours(reported, 9, 20);
    Dice dice(630412);
    Family family(dice, told);
    tell_members(family);
    tell_needs(family, told);
    family.income(806);
    family.tell(Fact::layers, codes({"edge"}));
    family.tell(Fact::relocated, yes_no(true));
    family.live_in(kZhengan.village, "rural");

    auto& household = family.body.household;
    household.aid = {{"temporary_aid", Money{9000 * kYuan}, plus_days(reported, -3), "medical"}};
    household.address = PrivateText("竹坪组17号");
    household.situation = PrivateText("祖母独自照料三个孙辈，小孙子住院等待手术，医疗自付较重。");
    family.body.kind = ReferralKind::beyond_aid;
    return {std::move(family.body), told, ReferralState::confirmed};
}

} // namespace server::demo
