#include "server/demo/families.hpp"
#include <algorithm>
#include <stdexcept>
#include <utility>

namespace server::demo {

using namespace models;

namespace {

constexpr std::int64_t kYuan = 100;

// One family under construction: what every kind of family has in common.
class Family {
public:
    Family(Dice& dice, Time now) : dice_(dice), now_(now), today_(day_of(now)), name_(surname(dice)) {}

    Member& add(Sex sex, int age, std::string_view relation)
    {
        auto& members = body.household.members;
        members.push_back(person(dice_, static_cast<std::int64_t>(members.size()) + 1, name_, sex, age, today_));
        tell(members.back(), Fact::relation, code(relation));
        tell(members.back(), Fact::illnesses, codes({}));
        if (members.size() == 1) members.back().phone = PrivateText(phone(dice_));
        return members.back();
    }
    void tell(Member& member, Fact fact, FactValue value) { put(member.facts, fact, std::move(value)); }
    void tell(Fact fact, FactValue value) { put(body.household.facts, fact, std::move(value)); }
    Need& need(std::string type, std::int64_t member, std::int64_t yuan)
    {
        Need need{};
        need.type = std::move(type);
        need.member = member;
        need.assessed = yuan * kYuan;
        body.household.needs.push_back(std::move(need));
        return body.household.needs.back();
    }
    void income(std::int64_t per_head_month)
    {
        const auto people = static_cast<std::int64_t>(body.household.members.size());
        tell(Fact::counted_members, people);
        tell(Fact::income_year, per_head_month * people * 12 * kYuan);
    }
    void live_in(Area village, std::string_view kind)
    {
        body.household.village = village;
        put(body.household.facts, Fact::residence_area, village);
        tell(Fact::residence_kind, code(kind));
        body.household.all_members_listed = true;
    }
    ReferralBody body;

private:
    void put(FactRecords& facts, Fact fact, FactValue value)
    {
        std::erase_if(facts, [&](const auto& record) { return record.fact == fact; });
        facts.push_back(known(fact, std::move(value), plus_days(today_, -400), now_));
    }
    Dice& dice_;
    Time now_;
    Date today_;
    std::string name_;
};

Area county(const Divisions& divisions, std::string_view digits)
{
    const auto area = parse_area(digits);
    if (!area || !divisions.find(*area)) throw std::logic_error("a county of the demo is not in the table of areas");
    return *area;
}

Area village_in(Dice& dice, const Divisions& divisions, Area county, std::string_view township = {})
{
    const auto townships = divisions.under(county);
    std::size_t at = static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(townships.size()) - 1));
    for (std::size_t i = 0; i < townships.size(); ++i)
        if (townships[i].name == township) at = i;
    const auto villages = divisions.under(townships[at].area);
    return villages[static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(villages.size()) - 1))].area;
}

std::string schooling_at(int age)
{
    static const std::vector<std::string> kStages{"kindergarten", "primary_1", "primary_2", "primary_3", "primary_4",
                                                  "primary_5", "primary_6", "junior_1", "junior_2", "junior_3",
                                                  "senior_1", "senior_2", "senior_3"};
    return kStages[static_cast<std::size_t>(std::clamp(age - 6, 0, 12))];
}

Member& pupil(Family& family, Dice& dice, int age, std::string_view relation)
{
    auto& child = family.add(dice.in(50) ? Sex::female : Sex::male, age, relation);
    family.tell(child, Fact::enrolment_status, code("enrolled"));
    family.tell(child, Fact::schooling, code(schooling_at(age)));
    return child;
}

// Where referrals stand: most are confirmed, some are on their way, a few came back or were refused.
ReferralState some_state(Dice& dice)
{
    const auto roll = dice.between(1, 100);
    return roll <= 52   ? ReferralState::confirmed
           : roll <= 70 ? ReferralState::reported
           : roll <= 84 ? ReferralState::rechecked
           : roll <= 92 ? ReferralState::returned
                        : ReferralState::closed;
}

void parents(Family& family, Dice& dice, bool away)
{
    auto& father = family.add(Sex::male, static_cast<int>(dice.between(30, 46)), "self");
    family.tell(father, Fact::able_to_work, yes_no(!dice.in(25)));
    auto& mother = family.add(Sex::female, static_cast<int>(dice.between(28, 44)), "spouse");
    family.tell(mother, Fact::able_to_work, yes_no(!away));
}

// Left-behind or resettled children with a grandparent or one parent at home.
void playground_family(Family& family, Dice& dice)
{
    const bool grandparent = dice.in(55);
    auto& head = family.add(dice.in(60) ? Sex::female : Sex::male,
                            static_cast<int>(grandparent ? dice.between(58, 74) : dice.between(29, 45)), "self");
    family.tell(head, Fact::able_to_work, yes_no(!grandparent));
    family.tell(Fact::relocated, yes_no(dice.in(80)));
    for (auto children = dice.between(1, 3); children > 0; --children) {
        auto& child = pupil(family, dice, static_cast<int>(dice.between(6, 14)), grandparent ? "grandchild" : "child");
        family.tell(child, Fact::left_behind, yes_no(grandparent || dice.in(40)));
    }
    family.need("companionship", 2, 0).assessed.reset();
    family.body.household.needs.back().unit = NeedUnit::places;
    if (dice.in(50)) family.need("education", 2, dice.between(6, 30) * 100);
    family.income(dice.between(420, 1100));
    family.tell(Fact::layers, dice.in(40) ? codes({"edge"}) : dice.in(30) ? codes({"dibao"}) : codes({}));
}

void student_family(Family& family, Dice& dice, bool freshman)
{
    parents(family, dice, dice.in(30));
    const auto age = static_cast<int>(freshman ? dice.between(18, 19) : dice.between(14, 18));
    auto& student = pupil(family, dice, age, "child");
    if (freshman) family.tell(student, Fact::schooling, code(dice.in(60) ? "undergraduate_freshman" : "college_freshman"));
    if (dice.in(12)) family.tell(student, Fact::person_layers, codes({"unsupported_child"}));
    if (dice.in(45)) pupil(family, dice, static_cast<int>(dice.between(7, 13)), "child");
    family.need("education", 3, dice.between(20, 80) * 100);
    family.income(dice.between(380, 1050));
    family.tell(Fact::layers, dice.in(35) ? codes({"edge"}) : dice.in(40) ? codes({"dibao"}) : codes({}));
}

void ill_family(Family& family, Dice& dice)
{
    static const std::vector<std::string> kIllnesses{"uremia", "tumour", "leukaemia", "congenital_heart_disease",
                                                     "major_other", "mental_illness"};
    parents(family, dice, true);
    const bool child_ill = dice.in(40);
    if (child_ill || dice.in(60)) pupil(family, dice, static_cast<int>(dice.between(6, 15)), "child");
    auto& patient = family.body.household.members[child_ill ? 2 : 0];
    family.tell(patient, Fact::illnesses, codes({dice.pick(kIllnesses)}, dice.in(70)));
    auto& need = family.need("medical", patient.number, dice.between(8, 90) * 1000);
    const auto paid = *need.assessed + dice.between(0, 20) * 1000 * kYuan;
    need.facts.push_back(known(Fact::self_paid, paid, Date{std::chrono::year{2020} / 1 / 1}, Time{}));
    family.income(dice.between(350, 1300));
    family.tell(Fact::layers, dice.in(40) ? codes({"edge"}) : dice.in(40) ? codes({"rigid"}) : codes({"dibao"}));
}

void old_family(Family& family, Dice& dice)
{
    auto& head = family.add(dice.in(50) ? Sex::female : Sex::male, static_cast<int>(dice.between(62, 86)), "self");
    family.tell(head, Fact::able_to_work, yes_no(false));
    if (dice.in(40)) family.tell(head, Fact::disabilities, codes({dice.in(50) ? "limb_2" : "vision_2"}));
    if (dice.in(45)) family.tell(family.add(Sex::female, static_cast<int>(dice.between(60, 82)), "spouse"), Fact::able_to_work, yes_no(false));
    family.need("living", 0, dice.between(5, 30) * 100);
    if (dice.in(50)) {
        auto& care = family.need("care", 1, 0);
        care.unit = NeedUnit::hours;
        care.assessed = dice.between(4, 40);
    }
    family.income(dice.between(300, 900));
    family.tell(Fact::layers, dice.in(50) ? codes({"dibao"}) : dice.in(50) ? codes({"edge"}) : codes({"teku"}));
}

void farming_family(Family& family, Dice& dice)
{
    parents(family, dice, false);
    if (dice.in(60)) pupil(family, dice, static_cast<int>(dice.between(7, 16)), "child");
    family.tell(Fact::able_to_raise, yes_no(dice.in(80)));
    if (dice.in(50)) {
        family.need("housing", 0, dice.between(8, 40) * 1000);
    } else {
        family.need("employment", 0, dice.between(2, 6) * 1000);
    }
    family.income(dice.between(450, 1250));
    family.tell(Fact::layers, dice.in(50) ? codes({"monitored"}) : codes({}));
}

DemoReferral finished(Family& family, Dice& dice, ReferralState state, Time now)
{
    auto& household = family.body.household;
    family.body.kind = dice.in(45) ? ReferralKind::outside_aid : ReferralKind::beyond_aid;
    family.body.urgency = dice.in(9) ? Urgency::urgent : Urgency::normal;
    household.address = PrivateText(std::to_string(dice.between(1, 12)) + "组" + std::to_string(dice.between(1, 90)) + "号");
    if (family.body.kind == ReferralKind::beyond_aid)
        household.aid.push_back({"temporary_aid", Money{dice.between(8, 60) * 100 * kYuan},
                                 plus_days(day_of(now), -static_cast<int>(dice.between(10, 200))), household.needs.front().type});
    DemoReferral referral{std::move(family.body), state, CloseReason::not_in_hardship, 0};
    if (dice.in(40)) referral.refused = CloseReason::now_on_government_aid;
    referral.reported_days_ago = static_cast<int>(dice.between(1, 75));
    return referral;
}

}  // namespace

DemoReferral grandmother(const Divisions& divisions, Time now)
{
    Dice dice(630412);
    Family family(dice, now);
    auto& household = family.body.household;
    const auto rename = [&](Member& member, const char* name) { member.name = PrivateText(name); };
    auto& head = family.add(Sex::female, 63, "self");
    rename(head, "石玉兰");
    family.tell(head, Fact::able_to_work, yes_no(false));
    for (const auto& [name, sex, age, stage] : {std::tuple{"石光明", Sex::male, 15, "junior_3"},
                                               std::tuple{"石小雪", Sex::female, 10, "primary_4"}}) {
        auto& child = family.add(sex, age, "grandchild");
        rename(child, name);
        family.tell(child, Fact::enrolment_status, code("enrolled"));
        family.tell(child, Fact::schooling, code(stage));
        family.tell(child, Fact::left_behind, yes_no(true));
        family.tell(child, Fact::person_layers, codes({"child_in_difficulty"}));
    }
    auto& patient = family.add(Sex::male, 6, "grandchild");
    rename(patient, "石小安");
    family.tell(patient, Fact::illnesses, codes({"congenital_heart_disease"}));
    family.tell(patient, Fact::left_behind, yes_no(true));
    family.income(806);
    family.tell(Fact::layers, codes({"edge"}));
    family.tell(Fact::relocated, yes_no(true));
    auto& medical = family.need("medical", 4, 26000);
    medical.government_aid = 6000 * kYuan;
    medical.facts.push_back(known(Fact::self_paid, 26000 * kYuan, plus_days(day_of(now), -30), now));
    family.need("education", 3, 3600);
    family.need("education", 2, 3600);
    family.need("living", 0, 3800).government_aid = 3000 * kYuan;
    auto& company = family.need("companionship", 3, 0);
    company.unit = NeedUnit::places;
    company.assessed.reset();
    household.aid = {{"temporary_aid", Money{9000 * kYuan}, plus_days(day_of(now), -18), "medical"}};
    household.address = PrivateText("竹坪组17号");
    household.situation = PrivateText("祖母独自照料三个孙辈,小孙子住院等待手术,医疗自付较重。");
    const auto zhengan = county(divisions, "520324");
    Dice place(1);
    family.live_in(village_in(place, divisions, zhengan, "安场镇"), "rural");
    family.body.kind = ReferralKind::beyond_aid;
    return {std::move(family.body), ReferralState::confirmed, {}, 15};
}

std::vector<DemoReferral> all_referrals(const Divisions& divisions, Time now)
{
    using Kind = void (*)(Family&, Dice&);
    struct Group {
        std::string_view county, township, residence;
        int count;
        Kind kind;
    };
    static constexpr Kind kStudent = [](Family& family, Dice& dice) { student_family(family, dice, false); };
    static constexpr Kind kFreshman = [](Family& family, Dice& dice) { student_family(family, dice, true); };
    static const Group kGroups[] = {
        {"520525", "利园街道", "urban", 42, playground_family}, {"520625", "", "rural", 40, kStudent},
        {"520204", "", "rural", 34, kFreshman},                 {"520324", "安场镇", "rural", 30, ill_family},
        {"520324", "", "rural", 30, old_family},                {"520324", "", "rural", 28, kStudent},
        {"520324", "", "rural", 22, farming_family},            {"520525", "", "rural", 20, ill_family},
        {"520625", "", "rural", 18, old_family},                {"520204", "", "rural", 18, farming_family},
        {"520302", "", "urban", 10, ill_family},                {"522601", "", "urban", 8, playground_family}};

    std::vector<DemoReferral> referrals{grandmother(divisions, now)};
    Dice dice(20261124);
    for (const auto& group : kGroups) {
        const auto home = county(divisions, group.county);
        for (int i = 0; i < group.count; ++i) {
            Family family(dice, now);
            group.kind(family, dice);
            family.live_in(village_in(dice, divisions, home, group.township), group.residence);
            const auto state = some_state(dice);
            referrals.push_back(finished(family, dice, state, now));
        }
    }
    return referrals;
}

}  // namespace server::demo
