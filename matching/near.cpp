#include "matching/exact.hpp"
#include "matching/lines.hpp"
#include "matching/stages.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

bool is_past(const Ground& ground, const Subject& subject, const RuleDate& date)
{
    return !std::holds_alternative<AsOf>(date) && date_of(ground, subject, date) < today(ground).on;
}

// Near is what may come within a year.
Date year_ahead(const Ground& ground) { return first_day_from(moment(today(ground).on, 1)); }

Ground on_day(const Ground& ground, Date day)
{
    auto then = ground;
    then.as_of = start_of(day);
    return then;
}

Verdict leaf_on(const Ground& ground, const Subject& subject, const Leaf& leaf, Date day)
{
    const auto then = on_day(ground, day);
    return evaluate_leaf(then, subject, leaf, today(then));
}

// A year brings one birthday; on a day that is named, nothing grows.
bool may_reach_age(const Ground& ground, const Subject& subject, const Leaf& leaf, Verdict wanted)
{
    if (leaf.on && !std::holds_alternative<AsOf>(*leaf.on)) return false;
    const auto now = look(ground, subject, Fact::age, today(ground));
    const auto* low = std::get_if<std::int64_t>(&leaf.value);
    const auto* high = leaf.high ? std::get_if<std::int64_t>(&*leaf.high) : nullptr;
    if (now.known != Known::yes || !low || (leaf.high && !high)) return true;
    return leaf_on(ground, subject, leaf, year_ahead(ground)) == wanted;
}

// From one school year into the next, and not before the age for it.
bool may_enter(const Ground& ground, const Subject& subject, const Leaf& leaf)
{
    const auto day = today(ground);
    const auto age = look(ground, subject, Fact::age, day);
    const auto now = recorded(ground, subject, Fact::schooling, day);
    const std::string none;
    const auto& stage = now.known == Known::yes ? std::get<Code>(*now.recorded).text : none;
    return std::ranges::any_of(std::get<CodeSet>(leaf.value), [&](const std::string& wanted) {
        const bool old_enough =
            age.known != Known::yes || age.exact.numerator + 1 >= youngest_in(wanted).value_or(0);
        return old_enough && may_follow(stage, wanted);
    });
}

bool moves(const Operand& operand)
{
    const auto* date = std::get_if<DateOperand>(&operand);
    return date && std::holds_alternative<AsOf>(date->date);
}

// The first day on which a bound that moves with the day has come up to the value; an open one has passed it.
Date day_reached(Date value, const Operand& bound, bool open)
{
    const auto& date = std::get<DateOperand>(bound);
    const auto at = moment(value, -date.years, -date.months);
    const auto day = first_day_from(at);
    return open && moment(day) == at ? plus_days(day, 1) : day;
}

// A date that stays comes to lie below bounds that move with the day, never above them.
bool time_may_bring(const Ground& ground, const Subject& subject, const Leaf& leaf, Verdict wanted)
{
    const bool up = wanted == Verdict::yes; // past a high bound; otherwise past a low one
    const bool only_low = leaf.op == Op::at_least || leaf.op == Op::more_than;
    const bool only_high = leaf.op == Op::at_most || leaf.op == Op::less_than;
    const auto& bound = up && leaf.high ? *leaf.high : leaf.value;
    if ((up ? only_low : only_high) || !moves(bound)) return false;
    const bool open =
        up ? leaf.high_open || leaf.op == Op::less_than : !leaf.low_open && leaf.op != Op::more_than;
    const auto on = day_of_leaf(ground, subject, leaf.on, leaf.known_then, today(ground));
    const auto day = day_reached(recorded(ground, subject, leaf.fact, on).date, bound, open);
    if (day <= today(ground).on || day > year_ahead(ground)) return false;
    return leaf_on(ground, subject, leaf, day) == wanted;
}

bool is_against_fact(const Leaf& leaf)
{
    return std::holds_alternative<FactOperand>(leaf.value) ||
           (leaf.high && std::holds_alternative<FactOperand>(*leaf.high));
}

// What stays does so as it is recorded, but may come or cease to apply.
bool leaf_may_become(const Ground& ground, const Subject& subject, const Leaf& leaf, Verdict wanted)
{
    const auto& row = row_of(leaf.fact);
    const bool past = leaf.on && is_past(ground, subject, *leaf.on);
    const bool stays = (!row.can_change || row.health) && !is_against_fact(leaf);
    if (row.type == FactType::date && (past || stays)) return time_may_bring(ground, subject, leaf, wanted);
    if (past) return false;
    const auto* applies = applies_when(leaf.fact);
    if (wanted == Verdict::no && stays) return applies && may_become(ground, subject, *applies, Verdict::no);
    if (applies && !may_become(ground, subject, *applies, Verdict::yes)) return false;
    if (stays) return evaluate_recorded(ground, subject, leaf, today(ground)) != Verdict::no;
    if (leaf.fact == Fact::schooling && wanted == Verdict::yes) return may_enter(ground, subject, leaf);
    return leaf.fact != Fact::age || may_reach_age(ground, subject, leaf, wanted);
}

std::int64_t members_who_may(const Ground& ground, const Subject& subject, const Rule& inner, Verdict wanted)
{
    std::int64_t count = 0;
    auto one = subject;
    for (const auto& member : subject.family->household.members) {
        one.member = &member;
        count += may_become(ground, one, inner, wanted);
    }
    return count;
}

bool members_may_become(const Ground& ground, const Subject& subject, const Rule& rule, Verdict wanted)
{
    const auto able = members_who_may(ground, subject, rule.parts.at(0), wanted);
    if (wanted == Verdict::yes) return able >= rule.at_least;
    return std::ssize(subject.family->household.members) - able < rule.at_least;
}

bool person_may_become(const Ground& ground, const Subject& subject, const Rule& rule, Verdict wanted)
{
    auto one = subject;
    one.member = person_of(subject);
    if (!one.member) return members_who_may(ground, subject, rule.parts.at(0), wanted) > 0;
    return may_become(ground, one, rule.parts.at(0), wanted);
}

} // namespace

bool may_become(const Ground& ground, const Subject& subject, const Rule& rule, Verdict wanted)
{
    if (evaluate(ground, subject, rule) != opposite(wanted)) return true;
    const auto part_may = [&](const Rule& part) { return may_become(ground, subject, part, wanted); };
    switch (rule.kind) {
    case RuleKind::leaf: return leaf_may_become(ground, subject, rule.leaf, wanted);
    case RuleKind::named: return part_may(rule.parts.at(0));
    case RuleKind::negation: return may_become(ground, subject, rule.parts.at(0), opposite(wanted));
    case RuleKind::member: return members_may_become(ground, subject, rule, wanted);
    case RuleKind::person: return person_may_become(ground, subject, rule, wanted);
    case RuleKind::all:
    case RuleKind::any: break;
    }
    const bool every = (rule.kind == RuleKind::all) == (wanted == Verdict::yes);
    for (const auto& part : rule.parts)
        if (part_may(part) != every) return !every;
    return every;
}

} // namespace matching
