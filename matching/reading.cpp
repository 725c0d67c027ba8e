#include "matching/reading.hpp"
#include "matching/exact.hpp"
#include <algorithm>
#include <array>

namespace matching {

using namespace models;

namespace {

const FactRecords* records_of(const Subject& subject, FactLevel level)
{
    switch (level) {
    case FactLevel::household: return &subject.family->household.facts;
    case FactLevel::member: return subject.member ? &subject.member->facts : nullptr;
    case FactLevel::need: return subject.need ? &subject.need->facts : nullptr;
    }
    return nullptr;
}

Seen seen(const FactRow& row, const FactValue& value)
{
    Seen found{Known::yes, &value, {}, {}};
    if (const auto* number = std::get_if<std::int64_t>(&value)) found.exact.numerator = *number;
    if (row.type == FactType::date) found.date = std::get<Date>(value);
    return found;
}

Seen whole_number(std::int64_t number) { return {Known::yes, nullptr, {number, 1}, {}}; }

Seen age(const Ground& ground, const Subject& subject, const Day& day)
{
    const auto birth = look(ground, subject, Fact::birth_date, day);
    if (birth.known != Known::yes) return birth;
    const auto years = age_on(birth.date, day.on);
    if (!years) return {Known::not_applicable, nullptr, {}, {}};
    return whole_number(*years);
}

// The five kinds are never negative, but all of them must be known: a part is not the sum.
Seen rigid_spending(const Ground& ground, const Subject& subject, const Day& day)
{
    Wide sum = 0;
    for (const auto part : {Fact::rigid_living_year, Fact::rigid_medical_year, Fact::rigid_education_year,
                            Fact::rigid_rehabilitation_year, Fact::rigid_other_year}) {
        const auto found = look(ground, subject, part, day);
        if (found.known != Known::yes) return found;
        sum += found.exact.numerator;
    }
    return {Known::yes, nullptr, {sum, 1}, {}};
}

Seen per_head(const Ground& ground, const Subject& subject, Fact fact, const Day& day)
{
    const auto income = look(ground, subject, Fact::income_year, day);
    if (income.known != Known::yes) return income;
    const auto heads = look(ground, subject, Fact::counted_members, day);
    if (heads.known != Known::yes) return heads;
    if (heads.exact.numerator <= 0) return {};
    auto amount = income.exact;
    if (fact == Fact::income_less_rigid_per_head_month) {
        const auto rigid = rigid_spending(ground, subject, day);
        if (rigid.known != Known::yes) return rigid;
        amount.numerator -= rigid.exact.numerator;
    }
    const std::int64_t periods = fact == Fact::income_per_head_year ? 1 : 12;
    return {Known::yes,
            nullptr,
            product(product(amount, 1, periods), 1, static_cast<std::int64_t>(heads.exact.numerator)),
            {}};
}

Seen derived(const Ground& ground, const Subject& subject, Fact fact, const Day& day)
{
    switch (fact) {
    case Fact::age: return age(ground, subject, day);
    case Fact::rigid_spending_year: return rigid_spending(ground, subject, day);
    case Fact::income_per_head_month:
    case Fact::income_per_head_year:
    case Fact::income_less_rigid_per_head_month: return per_head(ground, subject, fact, day);
    default: return {}; // layer_estimate: no layer rules are configured yet, so nothing is claimed
    }
}

// A need that carries no first_entry of its own was first reported with its family.
Seen first_entry(const Subject& subject, const Day& day)
{
    if (day.known_by && subject.family->first_reported > *day.known_by) return {};
    return {Known::yes, nullptr, {}, models::day_of(subject.family->first_reported)};
}

} // namespace

Day today(const Ground& ground) { return {models::day_of(ground.as_of), {}}; }

Date date_of(const Ground& ground, const Subject& subject, const RuleDate& date)
{
    if (const auto* day = std::get_if<Date>(&date)) return *day;
    if (std::holds_alternative<AsOf>(date)) return models::day_of(ground.as_of);
    return look(ground, subject, Fact::first_entry, {}).date;
}

Day day_of_leaf(const Ground& ground, const Subject& subject, const std::optional<RuleDate>& on,
                bool known_then, const Day& base)
{
    Day day = base;
    if (on) day = {date_of(ground, subject, *on), {}};
    if (known_then) day.known_by = start_of(plus_days(day.on, 1)) - std::chrono::milliseconds{1};
    return day;
}

Date day_at(const Moment& at)
{
    using namespace std::chrono;
    const auto first =
        year{static_cast<int>(at.month / 12)} / month{static_cast<unsigned>(at.month % 12) + 1};
    const auto last = static_cast<unsigned>(year_month_day_last{first / std::chrono::last}.day());
    return first / day{std::min(at.day, last)};
}

Date first_day_from(const Moment& at)
{
    const auto day = day_at(at);
    return moment(day) < at ? plus_days(day, 1) : day;
}

Seen look(const Ground& ground, const Subject& subject, Fact fact, const Day& day)
{
    if (const auto* applies = applies_when(fact)) {
        if (!records_of(subject, row_of(fact).level)) return {};
        const auto verdict = evaluate_on(ground, subject, *applies, day);
        if (verdict == Verdict::no) return {Known::not_applicable, nullptr, {}, {}};
        if (verdict == Verdict::unknown) return {};
    }
    return recorded(ground, subject, fact, day);
}

Seen recorded(const Ground& ground, const Subject& subject, Fact fact, const Day& day)
{
    const auto& row = row_of(fact);
    const auto* records = records_of(subject, row.level);
    if (fact == Fact::first_entry) {
        const auto* own = records ? value_on(*records, fact, day.on, day.known_by) : nullptr;
        return own ? seen(row, *own) : first_entry(subject, day);
    }
    if (!records) return {};
    if (row.derived) return derived(ground, subject, fact, day);
    const auto* value = value_on(*records, fact, day.on, day.known_by);
    return value ? seen(row, *value) : Seen{};
}

const Member* person_of(const Subject& subject)
{
    if (!subject.need || subject.need->member == 0) return nullptr;
    const auto& members = subject.family->household.members;
    const auto at = std::ranges::find(members, subject.need->member, &Member::number);
    return at == members.end() ? nullptr : &*at;
}

Verdict lies_in(const Divisions& divisions, Area value, const std::vector<Area>& areas)
{
    const auto place = divisions.current(value);
    auto verdict = Verdict::no;
    for (const auto area : areas) {
        const auto outer = divisions.current(area);
        if (covers(outer, place)) return Verdict::yes;
        if (covers(place, outer)) verdict = Verdict::unknown;
    }
    return verdict;
}

Found find(const Ground& ground, const Subject& subject, Fact fact, const std::optional<RuleDate>& on,
           bool known_then)
{
    const auto& row = row_of(fact);
    const auto seen =
        look(ground, subject, fact, day_of_leaf(ground, subject, on, known_then, today(ground)));
    Found found{seen.known, {}, {}};
    if (seen.known != Known::yes) return found;
    if (row.type == FactType::number || row.type == FactType::fen) found.exact = seen.exact;
    if (seen.recorded)
        found.value = *seen.recorded;
    else if (row.type == FactType::date)
        found.value = seen.date;
    else
        found.value = floor_of(seen.exact);
    return found;
}

} // namespace matching
