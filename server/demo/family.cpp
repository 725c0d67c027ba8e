#include "server/demo/family.hpp"
#include <algorithm>

namespace server::demo {

using namespace models;

Family::Family(Dice& dice, Time told) : dice_(dice), told_(told), name_(surname(dice)) {}

Member& Family::add(Sex sex, int age, std::string_view relation)
{
    const auto number = static_cast<std::int64_t>(members().size()) + 1;
    auto& member = members().emplace_back(person(dice_, number, name_, sex, age, day_of(told_)));
    tell(member, Fact::relation, code(relation));
    tell(member, Fact::illnesses, codes({}));
    if (dice_.in(80)) tell(member, Fact::disabilities, codes({}));
    if (number == 1) member.phone = PrivateText(phone(dice_));
    return member;
}

static std::string schooling_at(int age)
{
    static const std::vector<std::string> kStages{
        "kindergarten", "primary_1", "primary_2", "primary_3", "primary_4", "primary_5", "primary_6",
        "junior_1",     "junior_2",  "junior_3",  "senior_1",  "senior_2",  "senior_3"};
    return kStages[static_cast<std::size_t>(std::clamp(age - 6, 0, 12))];
}

Member& Family::add_pupil(int age, std::string_view relation)
{
    auto& child = add(dice_.in(50) ? Sex::female : Sex::male, age, relation);
    tell(child, Fact::enrolment_status, code("enrolled"));
    tell(child, Fact::schooling, code(schooling_at(age)));
    tell(child, Fact::able_to_work, yes_no(false));
    if (dice_.in(70)) tell(child, Fact::person_layers, codes({}));
    return child;
}

void Family::tell(Member& member, Fact fact, FactValue value)
{
    put(member.facts, fact, std::move(value), last_year());
}

void Family::tell(Fact fact, FactValue value)
{
    put(body.household.facts, fact, std::move(value), last_year());
}

void Family::tell_disaster(int days_ago)
{
    const auto day = plus_days(day_of(told_), -days_ago);
    put(body.household.facts, Fact::last_disaster_date, day, day);
}

Need& Family::need(std::string type, std::int64_t member, std::int64_t yuan)
{
    auto& need = need_in(std::move(type), member, NeedUnit::fen);
    need.assessed = yuan * kYuan;
    return need;
}

Need& Family::need_in(std::string type, std::int64_t member, NeedUnit unit)
{
    auto& need = body.household.needs.emplace_back();
    need.type = std::move(type);
    need.member = member;
    need.unit = unit;
    return need;
}

void Family::income(std::int64_t yuan_per_head_and_month)
{
    const auto people = static_cast<std::int64_t>(members().size());
    tell(Fact::counted_members, people);
    tell(Fact::income_year, yuan_per_head_and_month * people * 12 * kYuan);
}

void Family::live_in(Area village, std::string_view kind)
{
    body.household.village = village;
    tell(Fact::residence_area, village);
    tell(Fact::residence_kind, code(kind));
    if (dice_.in(85))
        for (auto& member : members()) tell(member, Fact::hukou_area, part_of(village, AreaLevel::county));
    body.household.all_members_listed = true;
}

Date Family::last_year() const
{
    constexpr int kSoLong = 400; // what is told now held all last year
    return plus_days(day_of(told_), -kSoLong);
}

void Family::put(FactRecords& facts, Fact fact, FactValue value, Date since)
{
    std::erase_if(facts, [&](const auto& record) { return record.fact == fact; });
    facts.push_back(known(fact, std::move(value), since, told_));
}

} // namespace server::demo
