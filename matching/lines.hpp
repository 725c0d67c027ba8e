#pragma once
#include "matching/reading.hpp"

// Inside of the engine: a rule's lines without their leaves, for counting.
namespace matching {

struct Line {
    const models::Rule* rule{};
    bool of_person = false;
    Verdict verdict{};
};

// Calls `each(Line)` for every line in the program's order.
template <class Each>
void for_each_line(const Ground& ground, const Subject& subject, const models::Rule& rule, Each each,
                   bool of_person = false)
{
    using models::RuleKind;
    if (rule.kind == RuleKind::all && !rule.parts.empty()) {
        for (const auto& part : rule.parts) for_each_line(ground, subject, part, each, of_person);
        return;
    }
    if (rule.kind == RuleKind::person && rule.parts[0].kind == RuleKind::all && person_of(subject)) {
        auto inner = subject;
        inner.member = person_of(subject);
        return for_each_line(ground, inner, rule.parts[0], each, true);
    }
    each(Line{&rule, of_person, evaluate_on(ground, subject, rule, today(ground))});
}

// Could this rule come to be `wanted` by things that may yet change? What is fixed, what lies in the past, an
// age already passed and what a doctor found are taken as they are.
bool may_become(const Ground&, const Subject&, const models::Rule&, Verdict wanted);

} // namespace matching
