#pragma once
#include "models/facts.hpp"
#include "models/result.hpp"
#include "models/standard.hpp"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace models {

// The one rule language (docs/formats.md). JSON: server/formats/rule_json; sentences:
// server/html/rule_sentence; meaning: matching/verdict and, slowly and obviously, tests/oracle.

// A factor with at most four decimals, in ten-thousandths: "1.5" is 15000.
struct Times {
    std::int64_t ten_thousandths = 10'000;
    bool operator==(const Times&) const = default;
};

struct AsOf {
    bool operator==(const AsOf&) const = default;
}; // the snapshot's day
struct FirstEntry {
    bool operator==(const FirstEntry&) const = default;
}; // the day this need was first reported
using RuleDate = std::variant<AsOf, FirstEntry, Date>;

struct StandardOperand {
    StandardName name{};
    Times times;
    bool operator==(const StandardOperand&) const = default;
};
struct FactOperand { // same level and type; multiplied exactly
    Fact fact{};
    Times times;
    bool operator==(const FactOperand&) const = default;
};
struct DateOperand {
    RuleDate date;
    int years = 0;
    int months = 0;
    bool operator==(const DateOperand&) const = default;
};
using CodeSet = std::vector<std::string>; // for code and list facts: one or several
using AreaSet = std::vector<Area>;
using Operand = std::variant<std::int64_t, CodeSet, AreaSet, StandardOperand, FactOperand, DateOperand>;

enum class Op { is, in, has, at_least, more_than, at_most, less_than, between };
template <>
inline constexpr auto kNames<Op> = names<Op>({{Op::is, "is"},
                                              {Op::in, "in"},
                                              {Op::has, "has"},
                                              {Op::at_least, "at_least"},
                                              {Op::more_than, "more_than"},
                                              {Op::at_most, "at_most"},
                                              {Op::less_than, "less_than"},
                                              {Op::between, "between"}});

struct Leaf {
    Fact fact{};
    Op op{};
    Operand value;                            // between: the low end
    std::optional<Operand> high;              // between only
    bool low_open = false, high_open = false; // between only: "(]" is low_open
    std::optional<RuleDate> on;               // which day's value; nothing: the snapshot's day
    bool known_then = false;                  // only what was recorded by `on`
    bool operator==(const Leaf&) const = default;
};

enum class RuleKind { all, any, negation, member, person, leaf, named };

struct Rule {
    RuleKind kind = RuleKind::all;
    std::vector<Rule> parts;   // negation, member, person, named: exactly one
    std::int64_t at_least = 1; // member: how many members satisfy the whole inner rule
    std::string name;          // named: the shared rule's name; parts[0] is what it says
    Leaf leaf;                 // leaf only
    bool operator==(const Rule&) const = default;
};

inline constexpr int kMostRuleDepth = 8;
inline constexpr int kMostRuleNodes = 200;

// What is wrong with a rule whose shape is right: wrong level or type, no possible value, empty list, a
// member fact outside member/person, member inside person or the reverse, too deep or large, contradiction.
// Pointers are those of the rule's JSON. Warnings (tautology) come apart.
struct RuleCheck {
    std::vector<Fault> faults;
    std::vector<Fault> warnings;
};
RuleCheck check_rule(const Rule&);

// Every fact the rule reads (also through named rules, applies_when not followed), sorted, unique.
std::vector<Fact> facts_of(const Rule&);

} // namespace models
