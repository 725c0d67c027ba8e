#pragma once
#include "server/demo/people.hpp"
#include "server/formats/referral_json.hpp"

namespace server::demo {

// One family under construction: what every kind of family has in common. Its facts are told on the day of
// the report.
class Family {
public:
    Family(Dice&, models::Time told);

    // The first is the contact person, with a telephone.
    models::Member& add(models::Sex, int age, std::string_view relation);
    models::Member& add_pupil(int age, std::string_view relation);
    void tell(models::Member&, models::Fact, models::FactValue);
    void tell(models::Fact, models::FactValue);
    void tell_disaster(int days_ago);
    models::Need& need(std::string type, std::int64_t member, std::int64_t yuan);
    models::Need& need_in(std::string type, std::int64_t member, models::NeedUnit); // amount not known
    void income(std::int64_t yuan_per_head_and_month);
    void live_in(models::Area village, std::string_view kind); // urban, rural
    std::vector<models::Member>& members() { return body.household.members; }

    ReferralBody body;

private:
    models::Date last_year() const;
    void put(models::FactRecords&, models::Fact, models::FactValue, models::Date since);
    Dice& dice_;
    models::Time told_;
    std::string name_;
};

inline constexpr std::int64_t kYuan = 100;

// The kinds of families the demo knows. Each leaves the family without a place.
void playground_family(Family&, Dice&); // left-behind or resettled children
void student_family(Family&, Dice&);
void freshman_family(Family&, Dice&);
void ill_family(Family&, Dice&);
void old_family(Family&, Dice&);
void farming_family(Family&, Dice&);
void orphan_family(Family&, Dice&); // with a relative

} // namespace server::demo
