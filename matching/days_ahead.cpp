#include "matching/levers.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

constexpr int kYearsAhead = 5; // nobody waits longer for help

class Days {
public:
    Days(const Pair& pair, Date after)
        : pair_(pair), after_(after), last_(first_day_from(moment(after, kYearsAhead)))
    {
    }

    void add(Date day)
    {
        if (day > after_ && day <= last_) days_.insert(day);
    }
    void add(const FactRecords& records)
    {
        for (const auto& record : records) {
            add(record.valid_from);
            if (record.valid_until) add(*record.valid_until);
            add(models::day_of(record.recorded_at)); // "known then"
        }
    }
    void add(const Subject& subject, const Leaf& leaf)
    {
        for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr}) {
            if (!operand) continue;
            if (leaf.fact == Fact::age) add_birthdays(subject, *operand);
            if (const auto* other = std::get_if<FactOperand>(operand))
                if (other->fact == Fact::age) add_birthdays(subject, *operand);
            if (const auto* standard = std::get_if<StandardOperand>(operand))
                for (const auto& line : pair_.ground.standards->rows())
                    if (line.name == standard->name) {
                        add(line.from);
                        if (line.until) add(*line.until);
                    }
            const auto* date = std::get_if<DateOperand>(operand);
            if (!date || !std::holds_alternative<AsOf>(date->date)) continue;
            for (const auto value : dates_told(subject, leaf.fact)) {
                const auto reached = first_day_from(moment(value, -date->years, -date->months));
                add(reached);
                add(plus_days(reached, 1));
            }
        }
    }
    std::vector<Date> all() const { return {days_.begin(), days_.end()}; }

private:
    // Of any day: another one may hold by then.
    std::vector<Date> dates_told(const Subject& subject, Fact fact) const
    {
        std::vector<Date> dates;
        const auto now = recorded(pair_.ground, subject, fact, pair_.day);
        if (now.known == Known::yes) dates.push_back(now.date);
        const auto level = row_of(fact).level;
        const auto& records = level == FactLevel::household ? pair_.family.household.facts
                              : level == FactLevel::need    ? pair_.need.facts
                                                            : subject.member->facts;
        for (const auto& record : records)
            if (record.fact == fact) dates.push_back(std::get<Date>(record.value));
        return dates;
    }

    void add_birthdays(const Subject& subject, const Operand& operand)
    {
        const auto* age = std::get_if<std::int64_t>(&operand);
        const auto& possible = row_of(Fact::age);
        const auto low = age ? std::max(possible.low, *age) : possible.low;
        const auto high = age ? std::min(possible.high, *age + 1) : possible.high;
        for (const auto birth : dates_told(subject, Fact::birth_date)) {
            add(birth);
            for (auto years = low; years <= high; ++years)
                add(first_day_from(moment(birth, static_cast<int>(years))));
        }
    }

    const Pair& pair_;
    Date after_, last_;
    std::set<Date> days_;
};

} // namespace

std::vector<Date> days_ahead(const Pair& pair, const std::vector<const Rule*>& rules, Date after)
{
    Days days(pair, after);
    const auto& household = pair.family.household;
    days.add(models::day_of(pair.family.first_reported));
    days.add(household.facts);
    days.add(pair.need.facts);
    for (const auto& member : household.members) days.add(member.facts);
    for (const auto* rule : rules)
        for_each_leaf(*rule, [&](const Leaf& leaf) {
            auto subject = pair.subject;
            if (row_of(leaf.fact).level != FactLevel::member) return days.add(subject, leaf);
            for (const auto& member : household.members) {
                subject.member = &member;
                days.add(subject, leaf);
            }
        });
    return days.all();
}

} // namespace matching
