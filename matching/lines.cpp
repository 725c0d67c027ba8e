#include "matching/lines.hpp"
#include "matching/exact.hpp"

namespace matching {

using namespace models;

namespace {

// What a standard came to; urban or rural unknown: only where both come to the same.
std::optional<Money> required(const Ground& ground, const Subject& subject, Fact fact, const Operand& operand,
                              const Day& day)
{
    const auto* standard = std::get_if<StandardOperand>(&operand);
    if (!standard) return {};
    std::optional<Money> agreed;
    for (const auto kind : residence_kinds(ground, subject, day)) {
        const auto amount = line_amount(ground, subject, fact, *standard, kind, day);
        if (!amount) return {};
        const Money money{floor_of(*amount)};
        if (agreed && *agreed != money) return {};
        agreed = money;
    }
    return agreed;
}

class Collector {
public:
    Collector(const Ground& ground, std::vector<LeafFound>& leaves) : ground_(ground), leaves_(leaves) {}

    // The leaves that make `rule` be what it is.
    void collect(const Subject& subject, const Rule& rule)
    {
        const auto verdict = evaluate(ground_, subject, rule);
        switch (rule.kind) {
        case RuleKind::leaf: return add(subject, rule.leaf, verdict);
        case RuleKind::negation:
        case RuleKind::named: return collect(subject, rule.parts.at(0));
        case RuleKind::all:
        case RuleKind::any:
            for (const auto& part : rule.parts)
                if (evaluate(ground_, subject, part) == verdict) collect(subject, part);
            return;
        case RuleKind::member: return collect_members(subject, rule.parts.at(0), verdict);
        case RuleKind::person: return collect_person(subject, rule.parts.at(0), verdict);
        }
    }

private:
    void collect_members(const Subject& subject, const Rule& inner, Verdict verdict)
    {
        const auto before = leaves_.size();
        auto one = subject;
        for (const auto& member : subject.family->household.members) {
            one.member = &member;
            if (evaluate(ground_, one, inner) == verdict) collect(one, inner);
        }
        if (verdict == Verdict::unknown && leaves_.size() == before)
            leaves_.push_back({&everyone_listed(), 0, verdict, {}, {}});
    }

    void collect_person(const Subject& subject, const Rule& inner, Verdict verdict)
    {
        auto one = subject;
        one.member = person_of(subject);
        if (!one.member) return collect_members(subject, inner, verdict);
        collect(one, inner);
    }

    void add(const Subject& subject, const Leaf& leaf, Verdict verdict)
    {
        const auto day = day_of_leaf(ground_, subject, leaf.on, leaf.known_then, today(ground_));
        const bool of_member = row_of(leaf.fact).level == FactLevel::member;
        LeafFound found{&leaf,
                        of_member && subject.member ? subject.member->number : 0,
                        verdict,
                        find(ground_, subject, leaf.fact, leaf.on, leaf.known_then),
                        {}};
        found.requirement = required(ground_, subject, leaf.fact, leaf.value, day);
        if (leaf.high) found.high_requirement = required(ground_, subject, leaf.fact, *leaf.high, day);
        leaves_.push_back(std::move(found));
    }

    const Ground& ground_;
    std::vector<LeafFound>& leaves_;
};

} // namespace

const Leaf& everyone_listed()
{
    static const Leaf kLeaf{
        Fact::counted_members, Op::at_least, std::int64_t{1}, {}, false, false, {}, false};
    return kLeaf;
}

std::vector<RuleLine> lines_of(const Ground& ground, const Subject& subject, const Rule& rule)
{
    std::vector<RuleLine> lines;
    for_each_line(ground, subject, rule, [&](const Line& line) {
        RuleLine found{line.rule, line.of_person, line.verdict, {}};
        auto whose = subject;
        if (line.of_person) whose.member = person_of(subject);
        Collector(ground, found.leaves).collect(whose, *line.rule);
        lines.push_back(std::move(found));
    });
    return lines;
}

Rule rule_of(const RuleLine& line)
{
    if (!line.of_person) return *line.rule;
    Rule whole;
    whole.kind = RuleKind::person;
    whole.parts.push_back(*line.rule);
    return whole;
}

} // namespace matching
