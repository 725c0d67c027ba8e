#pragma once
#include "matching/explain.hpp"
#include "matching/pair.hpp"
#include <compare>
#include <vector>

// Inside of the engine: what may be asked, which answers there are, and the family as it would then be.
namespace matching {

struct Topic {
    bool everyone_listed = false;
    models::Fact fact{};
    std::int64_t member{}; // 0: not about one
    std::size_t need{};    // for facts of a need
    auto operator<=>(const Topic&) const = default;
};

// What would have to be known to settle this unknown rule: recorded facts only, each where it can be asked.
void add_topics(const Pair&, std::size_t need, const models::Rule&, std::vector<Topic>&);

// The family, the need and the member it is about.
Subject subject_of(const Pair&, const Topic&);

struct Supposed {
    models::FactValue value;
    bool others = false;
};
// Answers that may differ in what these rules say: yes and no; every code they name and one they do not; the
// bounds they draw and what lies beside; a list with each code, or with nothing more.
std::vector<Supposed> possible_answers(const Pair&, const Topic&, const std::vector<const models::Rule*>&);

// The answer fills what no record covers and completes what is known in part; it changes nothing else.
void suppose(Family&, const Topic&, const models::FactValue&);
Family supposing(const Family&, const Topic&, const models::FactValue&);

models::FactRecords& records_of(Family&, const Topic&);
const models::FactRecords& records_of(const Family&, const Topic&);
bool is_partly_known(const models::FactValue&); // a list that may go on, an area without its village

// Calls `each(Leaf)` for all leaves of a rule and of the applies_when of what they read.
template <class Each> void for_each_leaf(const models::Rule& rule, Each each)
{
    if (rule.kind == models::RuleKind::leaf) {
        each(rule.leaf);
        if (const auto* applies = models::applies_when(rule.leaf.fact)) for_each_leaf(*applies, each);
    }
    for (const auto& part : rule.parts) for_each_leaf(part, each);
}

} // namespace matching
