#include "tests/oracle/judge.hpp"
#include <algorithm>

namespace oracle {

using models::FactLevel;

Judge::Judge(const World& world, const Book& book, const Want* want) : world_(world), book_(book), want_(want)
{
}

// The day's record: of those that cover it the one valid latest, then told latest, then written last. A fact
// that cannot change has one value for all days.
Finding Judge::recorded(const Facts& facts, models::Fact fact, When when) const
{
    const auto found = facts.find(fact);
    if (found == facts.end()) return {};
    const Told* best = nullptr;
    for (const auto& told : found->second) {
        const bool covers = told.from <= when.on && (!told.until || when.on < *told.until);
        if (models::row_of(fact).can_change && !covers) continue;
        if (when.known_then && told.at_day > when.on) continue;
        if (!best || std::pair{told.from, told.at} >= std::pair{best->from, best->at}) best = &told;
    }
    return best ? Finding{Known::yes, best->value} : Finding{};
}

// A need that carries no date of its own was first reported with its family.
Finding Judge::first_entry(When when) const
{
    if (want_)
        if (auto own = recorded(want_->facts, models::Fact::first_entry, when); own.known == Known::yes)
            return own;
    if (when.known_then && book_.first_reported > when.on) return {};
    return {Known::yes, book_.first_reported};
}

Finding Judge::fact(models::Fact fact, const Person* person, When when) const
{
    const auto& row = models::row_of(fact);
    if (fact == models::Fact::first_entry) return first_entry(when);
    if (row.level == FactLevel::member && !person) return {};
    if (row.level == FactLevel::need && !want_) return {};
    if (const auto* applies = models::applies_when(fact)) {
        const auto whether = verdict(*applies, person, when);
        if (whether == Verdict::no) return {Known::not_applicable, {}};
        if (whether == Verdict::unknown) return {};
    }
    return told(fact, person, when);
}

Finding Judge::told(models::Fact fact, const Person* person, When when) const
{
    const auto& row = models::row_of(fact);
    if (row.derived) return derived(fact, person, when);
    if (row.level == FactLevel::household) return recorded(book_.facts, fact, when);
    return recorded(row.level == FactLevel::member ? person->facts : want_->facts, fact, when);
}

Finding Judge::derived(models::Fact fact, const Person* person, When when) const
{
    using enum models::Fact;
    switch (fact) {
    case age: {
        const auto birth = recorded(person->facts, birth_date, when);
        if (birth.known != Known::yes) return {};
        const auto born = std::get<Day>(birth.value);
        if (when.on < born) return {Known::not_applicable, {}};
        std::int64_t years = 0;
        while (later(born, years + 1, 0) <= when.on) ++years;
        return {Known::yes, Number{years}};
    }
    case rigid_spending_year:
        return sum({rigid_living_year, rigid_medical_year, rigid_education_year, rigid_rehabilitation_year,
                    rigid_other_year},
                   when);
    case income_per_head_month:
    case income_per_head_year:
    case income_less_rigid_per_head_month: return per_head(fact, when);
    default: return {}; // layer_estimate: nobody has estimated yet
    }
}

Finding Judge::sum(const std::vector<models::Fact>& parts, When when) const
{
    Number sum;
    for (const auto part : parts) {
        const auto found = recorded(book_.facts, part, when);
        if (found.known != Known::yes) return {};
        sum += std::get<Number>(found.value);
    }
    return {Known::yes, sum};
}

Finding Judge::per_head(models::Fact which, When when) const
{
    const auto income = recorded(book_.facts, models::Fact::income_year, when);
    const auto heads = recorded(book_.facts, models::Fact::counted_members, when);
    const auto rigid = which == models::Fact::income_less_rigid_per_head_month
                           ? derived(models::Fact::rigid_spending_year, nullptr, when)
                           : Finding{Known::yes, Number{0}};
    for (const auto* part : {&income, &heads, &rigid})
        if (part->known != Known::yes) return {};
    const Number year = std::get<Number>(income.value) - std::get<Number>(rigid.value);
    const Number months = which == models::Fact::income_per_head_year ? 1 : 12;
    return {Known::yes, Number{year / months / std::get<Number>(heads.value)}};
}

const Person* Judge::person() const
{
    if (!want_ || want_->member == 0) return nullptr;
    for (const auto& member : book_.members)
        if (member.number == want_->member) return &member;
    return nullptr;
}

} // namespace oracle
