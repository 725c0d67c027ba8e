#include "matching/verdict.hpp"
#include "matching/exact.hpp"
#include "matching/reading.hpp"
#include <algorithm>
#include <array>

namespace matching {

using namespace models;

namespace {

// Amounts with a period of their own are compared with a line of the other period: a year is twelve months.
std::optional<Period> period_of(Fact fact)
{
    switch (fact) {
    case Fact::person_income_month:
    case Fact::income_per_head_month:
    case Fact::income_less_rigid_per_head_month: return Period::month;
    case Fact::income_year:
    case Fact::income_per_head_year:
    case Fact::rigid_spending_year:
    case Fact::rigid_living_year:
    case Fact::rigid_medical_year:
    case Fact::rigid_education_year:
    case Fact::rigid_rehabilitation_year:
    case Fact::rigid_other_year: return Period::year;
    default: return {};
    }
}

Verdict holds(Op op, std::strong_ordering order)
{
    switch (op) {
    case Op::is: return verdict_of(order == 0);
    case Op::at_least: return verdict_of(order >= 0);
    case Op::more_than: return verdict_of(order > 0);
    case Op::at_most: return verdict_of(order <= 0);
    case Op::less_than: return verdict_of(order < 0);
    case Op::in:
    case Op::has:
    case Op::between: break;
    }
    return Verdict::no;
}

// One leaf's operands, read once for this subject and day.
struct Asked {
    const Ground& ground;
    const Subject& subject;
    const Leaf& leaf;
    const Day& day;
    std::optional<ResidenceKind> kind; // which line, where a standard is asked
};

struct Amount {
    Known known = Known::unknown;
    Exact exact;
};

Amount amount_of(const Asked& asked, const Operand& operand)
{
    if (const auto* number = std::get_if<std::int64_t>(&operand)) return {Known::yes, {*number, 1}};
    if (const auto* other = std::get_if<FactOperand>(&operand)) {
        const auto seen = look(asked.ground, asked.subject, other->fact, asked.day);
        if (seen.known != Known::yes) return {seen.known, {}};
        return {Known::yes, product(seen.exact, other->times.ten_thousandths, 10'000)};
    }
    const auto& standard = std::get<StandardOperand>(operand);
    if (!asked.kind) return {};
    const auto line =
        line_amount(asked.ground, asked.subject, asked.leaf.fact, standard, *asked.kind, asked.day);
    return line ? Amount{Known::yes, *line} : Amount{};
}

// What does not apply is no, even beside an unknown: no answer could change it.
template <class Compare> Verdict compared(const Asked& asked, const Operand& operand, Op op, Compare compare)
{
    const auto amount = amount_of(asked, operand);
    if (amount.known == Known::not_applicable) return Verdict::no;
    if (amount.known == Known::unknown) return Verdict::unknown;
    return holds(op, compare(amount.exact));
}

Verdict amounts_hold(const Asked& asked, const Exact& value)
{
    const auto& leaf = asked.leaf;
    const auto to = [&](const Exact& other) { return compare(value, other); };
    if (leaf.op != Op::between) return compared(asked, leaf.value, leaf.op, to);
    return both(compared(asked, leaf.value, leaf.low_open ? Op::more_than : Op::at_least, to),
                compared(asked, *leaf.high, leaf.high_open ? Op::less_than : Op::at_most, to));
}

bool is_standard(const Operand& operand) { return std::holds_alternative<StandardOperand>(operand); }

bool reads_line(const Leaf& leaf)
{
    return is_standard(leaf.value) || (leaf.high && is_standard(*leaf.high));
}

Verdict amount_leaf(const Asked& asked, const Exact& value)
{
    if (!reads_line(asked.leaf)) return amounts_hold(asked, value);
    std::optional<Verdict> agreed;
    for (const auto kind : residence_kinds(asked.ground, asked.subject, asked.day)) {
        auto with = asked;
        with.kind = kind;
        const auto verdict = amounts_hold(with, value);
        if (agreed && *agreed != verdict) return Verdict::unknown;
        agreed = verdict;
    }
    return *agreed;
}

Moment moment_of(const Asked& asked, const Operand& operand)
{
    const auto& date = std::get<DateOperand>(operand);
    return moment(date_of(asked.ground, asked.subject, date.date), date.years, date.months);
}

Verdict date_leaf(const Asked& asked, Date value)
{
    const auto& leaf = asked.leaf;
    const auto at = moment(value);
    const auto low = at <=> moment_of(asked, leaf.value);
    if (leaf.op != Op::between) return holds(leaf.op, low);
    const auto high = at <=> moment_of(asked, *leaf.high);
    return both(holds(leaf.low_open ? Op::more_than : Op::at_least, low),
                holds(leaf.high_open ? Op::less_than : Op::at_most, high));
}

bool is_among(const std::string& code, const Leaf& leaf)
{
    return std::ranges::find(std::get<CodeSet>(leaf.value), code) != std::get<CodeSet>(leaf.value).end();
}

Verdict list_leaf(const Leaf& leaf, const CodeList& list)
{
    if (std::ranges::any_of(list.codes, [&](const auto& code) { return is_among(code, leaf); }))
        return Verdict::yes;
    return list.complete ? Verdict::no : Verdict::unknown;
}

// What a leaf says of a fact seen so.
Verdict leaf_verdict(const Asked& asked, const Seen& seen)
{
    const auto& leaf = asked.leaf;
    if (seen.known == Known::not_applicable) return Verdict::no;
    if (seen.known == Known::unknown) {
        // A fact that does not apply on the other side settles the leaf all the same.
        for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr})
            if (operand && std::holds_alternative<FactOperand>(*operand) &&
                amount_of(asked, *operand).known == Known::not_applicable)
                return Verdict::no;
        return Verdict::unknown;
    }
    switch (row_of(leaf.fact).type) {
    case FactType::code: return verdict_of(is_among(std::get<Code>(*seen.recorded).text, leaf));
    case FactType::list: return list_leaf(leaf, std::get<CodeList>(*seen.recorded));
    case FactType::area:
        return lies_in(*asked.ground.divisions, std::get<Area>(*seen.recorded),
                       std::get<AreaSet>(leaf.value));
    case FactType::date: return date_leaf(asked, seen.date);
    case FactType::yes_no: return verdict_of(seen.exact.numerator == std::get<std::int64_t>(leaf.value));
    case FactType::number:
    case FactType::fen: return amount_leaf(asked, seen.exact);
    }
    return Verdict::unknown;
}

Verdict member_rule(const Ground& ground, const Subject& subject, const Rule& rule, const Day& base)
{
    const auto found = count_members(ground, subject, rule.parts.at(0), base);
    if (found.yes >= rule.at_least) return Verdict::yes;
    const bool listed = subject.family->household.all_members_listed;
    return listed && found.yes + found.unknown < rule.at_least ? Verdict::no : Verdict::unknown;
}

Verdict person_rule(const Ground& ground, const Subject& subject, const Rule& rule, const Day& base)
{
    auto inner = subject;
    inner.member = person_of(subject);
    if (inner.member) return evaluate_on(ground, inner, rule.parts.at(0), base);
    const auto& household = subject.family->household;
    const auto found = count_members(ground, subject, rule.parts.at(0), base);
    const auto members = std::ssize(household.members);
    if (!household.all_members_listed || members == 0) return Verdict::unknown;
    if (found.yes == members) return Verdict::yes;
    return found.yes + found.unknown == 0 ? Verdict::no : Verdict::unknown;
}

} // namespace

std::span<const ResidenceKind> residence_kinds(const Ground& ground, const Subject& subject, const Day& day)
{
    static constexpr std::array kBoth{ResidenceKind::urban, ResidenceKind::rural};
    const std::span<const ResidenceKind> kinds(kBoth);
    const auto seen = look(ground, subject, Fact::residence_kind, day);
    if (seen.known != Known::yes) return kinds;
    const auto& code = std::get<Code>(*seen.recorded).text;
    return code == name_of(ResidenceKind::urban) ? kinds.first(1) : kinds.last(1);
}

std::optional<Exact> line_amount(const Ground& ground, const Subject& subject, Fact fact,
                                 const StandardOperand& operand, ResidenceKind kind, const Day& day)
{
    const auto residence = look(ground, subject, Fact::residence_area, day);
    if (residence.known != Known::yes) return {};
    const auto place = ground.divisions->current(std::get<Area>(*residence.recorded));
    const auto* line = ground.standards->find(operand.name, place, kind, day.on);
    if (!line) return {};
    const auto amount = product({line->amount.fen, 1}, operand.times.ten_thousandths, 10'000);
    const auto wanted = period_of(fact).value_or(line->period);
    if (wanted == line->period) return amount;
    return wanted == Period::year ? product(amount, 12, 1) : product(amount, 1, 12);
}

Count count_members(const Ground& ground, const Subject& subject, const Rule& inner, const Day& base)
{
    Count count;
    auto one = subject;
    for (const auto& member : subject.family->household.members) {
        one.member = &member;
        const auto verdict = evaluate_on(ground, one, inner, base);
        count.yes += verdict == Verdict::yes;
        count.unknown += verdict == Verdict::unknown;
    }
    return count;
}

Verdict evaluate_leaf(const Ground& ground, const Subject& subject, const Leaf& leaf, const Day& base)
{
    const auto day = day_of_leaf(ground, subject, leaf.on, leaf.known_then, base);
    return leaf_verdict({ground, subject, leaf, day, {}}, look(ground, subject, leaf.fact, day));
}

Verdict evaluate_recorded(const Ground& ground, const Subject& subject, const Leaf& leaf, const Day& base)
{
    const auto day = day_of_leaf(ground, subject, leaf.on, leaf.known_then, base);
    return leaf_verdict({ground, subject, leaf, day, {}}, recorded(ground, subject, leaf.fact, day));
}

Verdict evaluate_on(const Ground& ground, const Subject& subject, const Rule& rule, const Day& base)
{
    switch (rule.kind) {
    case RuleKind::leaf: return evaluate_leaf(ground, subject, rule.leaf, base);
    case RuleKind::negation: return opposite(evaluate_on(ground, subject, rule.parts.at(0), base));
    case RuleKind::named: return evaluate_on(ground, subject, rule.parts.at(0), base);
    case RuleKind::member: return member_rule(ground, subject, rule, base);
    case RuleKind::person: return person_rule(ground, subject, rule, base);
    case RuleKind::all:
    case RuleKind::any: break;
    }
    const bool all = rule.kind == RuleKind::all;
    const auto settled = all ? Verdict::no : Verdict::yes;
    auto verdict = opposite(settled);
    for (const auto& part : rule.parts) {
        const auto one = evaluate_on(ground, subject, part, base);
        if (one == settled) return settled;
        verdict = all ? both(verdict, one) : either(verdict, one);
    }
    return verdict;
}

Verdict evaluate(const Ground& ground, const Subject& subject, const Rule& rule)
{
    return evaluate_on(ground, subject, rule, today(ground));
}

} // namespace matching
