#include "server/demo/family.hpp"
#include "server/demo/places.hpp"
#include "server/demo/referrals.hpp"

namespace server::demo {

using namespace models;

ReferralBody one_more_family(Time now)
{
    Dice dice(static_cast<std::uint64_t>(now.time_since_epoch().count()));
    Family family(dice, now);
    auto& mother = family.add(Sex::female, 38, "self");
    family.tell(mother, Fact::able_to_work, yes_no(true));
    family.tell(mother, Fact::occupation, code("farmer"));
    auto& daughter = family.add_pupil(16, "child");
    family.tell(daughter, Fact::study_mode, code("full_time"));
    auto& son = family.add_pupil(7, "child");
    family.tell(son, Fact::illnesses, codes({"congenital_heart_disease"}));

    auto& medical = family.need("medical", 3, 21000);
    medical.facts.push_back(known(Fact::self_paid, 21000 * kYuan, plus_days(day_of(now), -12), now));
    family.need("education", 2, 3600);
    family.income(640);
    family.tell(Fact::layers, codes({"edge"}));
    family.live_in(kZhengan.village, "rural");
    family.body.household.address = PrivateText("上坝组8号");
    family.body.kind = ReferralKind::outside_aid;
    return std::move(family.body);
}

} // namespace server::demo
