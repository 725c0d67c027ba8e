#include "tests/oracle/judge.hpp"
#include <algorithm>

namespace oracle {

using models::Op;
using models::RuleKind;

Verdict opposite(Verdict verdict)
{
    if (verdict == Verdict::unknown) return verdict;
    return verdict == Verdict::yes ? Verdict::no : Verdict::yes;
}

static bool contains(const std::vector<Verdict>& verdicts, Verdict wanted)
{
    return std::ranges::count(verdicts, wanted) > 0;
}

Verdict all_of(const std::vector<Verdict>& verdicts)
{
    if (contains(verdicts, Verdict::no)) return Verdict::no;
    return contains(verdicts, Verdict::unknown) ? Verdict::unknown : Verdict::yes;
}

Verdict any_of(const std::vector<Verdict>& verdicts)
{
    if (contains(verdicts, Verdict::yes)) return Verdict::yes;
    return contains(verdicts, Verdict::unknown) ? Verdict::unknown : Verdict::no;
}

static Verdict whether(bool holds) { return holds ? Verdict::yes : Verdict::no; }

Verdict Judge::verdict(const models::Rule& rule, const Person* person, When when) const
{
    std::vector<Verdict> parts;
    switch (rule.kind) {
    case RuleKind::leaf: return of_leaf(rule.leaf, person, when);
    case RuleKind::member: return of_member(rule, when);
    case RuleKind::person: return of_person(rule, when);
    default:
        for (const auto& part : rule.parts) parts.push_back(verdict(part, person, when));
    }
    if (rule.kind == RuleKind::negation) return opposite(parts.at(0));
    if (rule.kind == RuleKind::named) return parts.at(0);
    return rule.kind == RuleKind::all ? all_of(parts) : any_of(parts);
}

std::vector<Verdict> Judge::of_members(const models::Rule& inner, When when) const
{
    std::vector<Verdict> verdicts;
    for (const auto& member : book_.members) verdicts.push_back(verdict(inner, &member, when));
    return verdicts;
}

Verdict Judge::of_member(const models::Rule& rule, When when) const
{
    const auto verdicts = of_members(rule.parts.at(0), when);
    const auto yes = std::ranges::count(verdicts, Verdict::yes);
    const auto maybe = std::ranges::count(verdicts, Verdict::unknown);
    if (yes >= rule.at_least) return Verdict::yes;
    return book_.everyone_listed && yes + maybe < rule.at_least ? Verdict::no : Verdict::unknown;
}

Verdict Judge::of_person(const models::Rule& rule, When when) const
{
    if (const auto* whom = person()) return verdict(rule.parts.at(0), whom, when);
    const auto verdicts = of_members(rule.parts.at(0), when);
    if (!book_.everyone_listed || verdicts.empty()) return Verdict::unknown;
    for (const auto one : {Verdict::yes, Verdict::no})
        if (std::ranges::count(verdicts, one) == std::ssize(verdicts)) return one;
    return Verdict::unknown;
}

static bool holds(Op op, std::strong_ordering order)
{
    switch (op) {
    case Op::is: return order == 0;
    case Op::at_least: return order >= 0;
    case Op::more_than: return order > 0;
    case Op::at_most: return order <= 0;
    case Op::less_than: return order < 0;
    default: throw std::logic_error("not an order");
    }
}

// A leaf as one comparison, or `between` as two.
static std::vector<std::pair<Op, const models::Operand*>> comparisons(const models::Leaf& leaf)
{
    if (leaf.op != Op::between) return {{leaf.op, &leaf.value}};
    return {{leaf.low_open ? Op::more_than : Op::at_least, &leaf.value},
            {leaf.high_open ? Op::less_than : Op::at_most, &leaf.high.value()}};
}

Day Judge::date(const models::RuleDate& date) const
{
    if (const auto* fixed = std::get_if<models::Date>(&date)) return day_of(*fixed);
    if (std::holds_alternative<models::AsOf>(date)) return day_of(world_.now);
    return std::get<Day>(first_entry({}).value);
}

Verdict Judge::lies_in(const Place& recorded, const std::vector<models::Area>& areas) const
{
    const auto place = todays(world_, recorded);
    std::vector<Verdict> verdicts;
    for (const auto area : areas) {
        const auto outer = todays(world_, place_of(area));
        const bool too_coarse = lies_under(outer, place); // it may lie inside or beside
        verdicts.push_back(lies_under(place, outer) ? Verdict::yes
                           : too_coarse             ? Verdict::unknown
                                                    : Verdict::no);
    }
    return any_of(verdicts);
}

Verdict Judge::of_dates(const models::Leaf& leaf, Day value) const
{
    std::vector<Verdict> verdicts;
    for (const auto& [op, operand] : comparisons(leaf)) {
        const auto& other = std::get<models::DateOperand>(*operand);
        verdicts.push_back(whether(holds(op, value <=> later(date(other.date), other.years, other.months))));
    }
    return all_of(verdicts);
}

static const std::vector<std::string>& codes_of(const models::Leaf& leaf)
{
    return std::get<models::CodeSet>(leaf.value);
}

static Verdict of_list(const models::Leaf& leaf, const List& list)
{
    for (const auto& code : codes_of(leaf))
        if (list.codes.contains(code)) return Verdict::yes;
    return list.complete ? Verdict::no : Verdict::unknown;
}

// Whether a fact on the other side does not apply.
static bool other_side_does_not_apply(const Judge& judge, const models::Leaf& leaf, const Person* person,
                                      When when)
{
    for (const auto& [op, operand] : comparisons(leaf))
        if (const auto* other = std::get_if<models::FactOperand>(operand))
            if (judge.fact(other->fact, person, when).known == Known::not_applicable) return true;
    return false;
}

When Judge::day_of_leaf(const models::Leaf& leaf, When when) const
{
    if (leaf.on) when = {date(*leaf.on)};
    when.known_then = when.known_then || leaf.known_then;
    return when;
}

Verdict Judge::of_leaf(const models::Leaf& leaf, const Person* person, When when) const
{
    when = day_of_leaf(leaf, when);
    return of_finding(leaf, fact(leaf.fact, person, when), person, when);
}

Verdict Judge::as_recorded(const models::Leaf& leaf, const Person* person) const
{
    const auto when = day_of_leaf(leaf, today());
    return of_finding(leaf, told(leaf.fact, person, when), person, when);
}

Verdict Judge::of_finding(const models::Leaf& leaf, const Finding& found, const Person* person,
                          When when) const
{
    if (found.known == Known::not_applicable || other_side_does_not_apply(*this, leaf, person, when))
        return Verdict::no;
    if (found.known == Known::unknown) return Verdict::unknown;
    switch (models::row_of(leaf.fact).type) {
    case models::FactType::code:
        return whether(std::ranges::count(codes_of(leaf), std::get<Word>(found.value).text) > 0);
    case models::FactType::list: return of_list(leaf, std::get<List>(found.value));
    case models::FactType::area:
        return lies_in(std::get<Place>(found.value), std::get<models::AreaSet>(leaf.value));
    case models::FactType::date: return of_dates(leaf, std::get<Day>(found.value));
    default: return of_amounts(leaf, std::get<Number>(found.value), person, when);
    }
}

// Urban or rural unknown: both are tried, decided only if they agree.
Verdict Judge::of_amounts(const models::Leaf& leaf, const Number& value, const Person* person,
                          When when) const
{
    std::set<Verdict> seen;
    for (const auto kind : kinds(when)) {
        std::vector<Verdict> verdicts;
        for (const auto& [op, operand_read] : comparisons(leaf)) {
            const auto other = operand(leaf, *operand_read, person, when, kind);
            if (other.known == Known::unknown)
                verdicts.push_back(Verdict::unknown);
            else
                verdicts.push_back(whether(holds(op, value.compare(std::get<Number>(other.value)) <=> 0)));
        }
        seen.insert(all_of(verdicts));
    }
    return seen.size() == 1 ? *seen.begin() : Verdict::unknown;
}

} // namespace oracle
