#pragma once
#include "models/rule.hpp"

// Rules in few words, for tests.
namespace rules {

using namespace models;

inline Rule leaf(Fact fact, Op op, Operand value, std::optional<Operand> high = {})
{
    Rule rule;
    rule.kind = RuleKind::leaf;
    rule.leaf.fact = fact;
    rule.leaf.op = op;
    rule.leaf.value = std::move(value);
    rule.leaf.high = std::move(high);
    return rule;
}

inline Rule number(Fact fact, Op op, std::int64_t value) { return leaf(fact, op, value); }
inline Rule codes(Fact fact, Op op, CodeSet set) { return leaf(fact, op, std::move(set)); }

inline Rule around(RuleKind kind, std::vector<Rule> parts)
{
    Rule rule;
    rule.kind = kind;
    rule.parts = std::move(parts);
    return rule;
}

inline Rule all(std::vector<Rule> parts) { return around(RuleKind::all, std::move(parts)); }
inline Rule any(std::vector<Rule> parts) { return around(RuleKind::any, std::move(parts)); }
inline Rule no(Rule part) { return around(RuleKind::negation, {std::move(part)}); }
inline Rule member(Rule part) { return around(RuleKind::member, {std::move(part)}); }
inline Rule person(Rule part) { return around(RuleKind::person, {std::move(part)}); }

inline Rule named(std::string name, Rule part)
{
    auto rule = around(RuleKind::named, {std::move(part)});
    rule.name = std::move(name);
    return rule;
}

} // namespace rules
