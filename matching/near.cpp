#include "matching/exact.hpp"
#include "matching/lines.hpp"

namespace matching {

using namespace models;

namespace {

bool is_past(const Ground& ground, const Subject& subject, const RuleDate& date)
{
    return !std::holds_alternative<AsOf>(date) && date_of(ground, subject, date) < today(ground).on;
}

// Years only grow: who is too young will fit, who is too old will not; on a day that is named, nothing grows.
bool may_reach_age(const Ground& ground, const Subject& subject, const Leaf& leaf, Verdict wanted)
{
    if (leaf.on && !std::holds_alternative<AsOf>(*leaf.on)) return false;
    const auto now = look(ground, subject, Fact::age, today(ground));
    const auto* low = std::get_if<std::int64_t>(&leaf.value);
    const auto* high = leaf.high ? std::get_if<std::int64_t>(&*leaf.high) : nullptr;
    if (now.known != Known::yes || !low || (leaf.high && !high)) return true;
    const auto years = now.exact.numerator;
    const bool grows_into = leaf.op == Op::at_least || leaf.op == Op::more_than;
    const bool grows_out = leaf.op == Op::at_most || leaf.op == Op::less_than;
    if (wanted == Verdict::no) return !grows_into;
    return grows_into || (!grows_out && years < (high ? *high : *low));
}

bool moves(const Operand& operand)
{
    const auto* date = std::get_if<DateOperand>(&operand);
    return date && std::holds_alternative<AsOf>(date->date);
}

// A date that is fixed comes to lie below bounds that move with the day, never above them.
bool time_may_bring(const Ground& ground, const Subject& subject, const Leaf& leaf, Verdict wanted)
{
    const bool only_low = leaf.op == Op::at_least || leaf.op == Op::more_than;
    const bool only_high = leaf.op == Op::at_most || leaf.op == Op::less_than;
    if (wanted == Verdict::no) return !only_high && moves(leaf.value);
    if (only_low || !moves(leaf.high ? *leaf.high : leaf.value)) return false;
    if (only_high) return true;
    auto low = leaf;
    low.op = leaf.low_open ? Op::more_than : Op::at_least;
    low.high.reset();
    return evaluate_leaf(ground, subject, low, today(ground)) == Verdict::yes;
}

bool leaf_may_become(const Ground& ground, const Subject& subject, const Leaf& leaf, Verdict wanted)
{
    const auto& row = row_of(leaf.fact);
    if (!row.can_change && row.type == FactType::date) return time_may_bring(ground, subject, leaf, wanted);
    if (!row.can_change || row.health) return false;
    if (leaf.on && is_past(ground, subject, *leaf.on)) return false;
    const auto* applies = wanted == Verdict::yes ? applies_when(leaf.fact) : nullptr;
    if (applies && !may_become(ground, subject, *applies, Verdict::yes)) return false;
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
