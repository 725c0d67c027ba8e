#include "matching/condition.hpp"
#include "matching/lines.hpp"

// What one family says to a question.
namespace matching {

using namespace models;

Verdict answer(const Condition& condition, const Ground& ground, const Family& family, std::size_t need_at)
{
    const auto& need = family.household.needs[need_at];
    Subject subject{&family, &need, nullptr};
    const auto day = today(ground);
    if (condition.what == Condition::What::rule) {
        if (condition.of_person) subject.member = person_of(subject);
        return evaluate_on(ground, subject, *condition.rule, day);
    }
    const Pair pair{ground, family, need, *condition.asker.program, *condition.asker.plan, subject, day};
    switch (condition.what) {
    case Condition::What::rule: break;
    case Condition::What::served_area: return served_area(pair);
    case Condition::What::not_had: return verdict_of(aid_already_had(pair).empty());
    case Condition::What::not_excluded: return verdict_of(excluding_program(pair).empty());
    case Condition::What::window_open: return verdict_of(!window_obstacle(pair));
    case Condition::What::quota_places: return verdict_of(!is_out_of_quota_places(pair));
    case Condition::What::quota_budget: return verdict_of(!is_out_of_quota_budget(pair));
    }
    return Verdict::unknown;
}

bool may_come(const Condition& condition, const Ground& ground, const Family& family, std::size_t need)
{
    if (condition.what != Condition::What::rule) return false;
    Subject subject{&family, &family.household.needs[need], nullptr};
    if (condition.of_person) subject.member = person_of(subject);
    return may_become(ground, subject, *condition.rule, Verdict::yes);
}

} // namespace matching
