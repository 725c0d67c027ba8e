#include "tests/oracle/judge.hpp"

namespace oracle {

using models::Period;

static Number factor(models::Times times) { return Number{times.ten_thousandths} / 10'000; }

std::vector<models::ResidenceKind> Judge::kinds(When when) const
{
    const auto found = fact(models::Fact::residence_kind, nullptr, when);
    if (found.known != Known::yes) return {models::ResidenceKind::urban, models::ResidenceKind::rural};
    if (std::get<Word>(found.value).text == "urban") return {models::ResidenceKind::urban};
    return {models::ResidenceKind::rural};
}

Finding Judge::operand(const models::Leaf& leaf, const models::Operand& operand, const Person* person,
                       When when, models::ResidenceKind kind) const
{
    if (const auto* literal = std::get_if<std::int64_t>(&operand)) return {Known::yes, Number{*literal}};
    if (const auto* other = std::get_if<models::FactOperand>(&operand)) {
        const auto found = fact(other->fact, person, when);
        if (found.known != Known::yes) return found;
        return {Known::yes, Number{std::get<Number>(found.value) * factor(other->times)}};
    }
    const auto amount = line(leaf, std::get<models::StandardOperand>(operand), when, kind);
    return amount ? Finding{Known::yes, *amount} : Finding{};
}

// The period is the end of the fact's name; amounts without one are compared with the line as it stands.
static Number in_period_of(models::Fact fact, const models::Standard& line)
{
    const auto name = models::row_of(fact).name;
    const Number amount{line.amount.fen};
    if (name.ends_with("_year") && line.period == Period::month) return amount * 12;
    if (name.ends_with("_month") && line.period == Period::year) return amount / 12;
    return amount;
}

// The line in force on the day for where the family lived then: the most specific area, then the newest.
// Where only a larger area is known and a part of it has a line of its own, it is open which holds.
std::optional<Number> Judge::line(const models::Leaf& leaf, const models::StandardOperand& wanted, When when,
                                  models::ResidenceKind kind) const
{
    const auto residence = fact(models::Fact::residence_area, nullptr, when);
    if (residence.known != Known::yes) return {};
    const auto place = todays(world_, std::get<Place>(residence.value));
    const models::Standard* best = nullptr;
    const auto key = [](const models::Standard& row) {
        return std::pair{place_of(row.area).digits.size(), day_of(row.from)};
    };
    for (const auto& row : world_.lines) {
        const bool in_force = day_of(row.from) <= when.on && (!row.until || when.on < day_of(*row.until));
        if (row.name != wanted.name || row.residence != kind || !in_force) continue;
        const auto of = place_of(row.area);
        if (of.digits != place.digits && lies_under(of, place)) return {};
        if (lies_under(place, of) && (!best || key(row) > key(*best))) best = &row;
    }
    if (!best) return {};
    return in_period_of(leaf.fact, *best) * factor(wanted.times);
}

} // namespace oracle
