#pragma once
#include "matching/pair.hpp"
#include <cstdint>
#include <deque>
#include <unordered_map>

// Inside of the engine: what programs ask of families, each question kept once. The columnar road asks a
// question once a family, a person or a need, and remembers the answer as a bit; the answer itself is always
// the row by row evaluator's.
namespace matching {

// For what a question has one answer only.
enum class Whose { household, person, need };

struct Condition {
    enum class What { rule, served_area, not_had, not_excluded, window_open, quota_places, quota_budget };
    What what{};
    const models::Rule* rule{}; // rule
    bool of_person = false;     // rule: asked of the person whom the need is for
    ProgramIndex program;       // one of those that ask it
    Whose whose{};
};

// What is not a rule is yes or no; yes: nothing stands in the way.
Verdict answer(const Condition&, const Pair&);

using ConditionId = std::uint32_t;

// Every different question of a set of programs. Rules are compared by what they say.
class Conditions {
public:
    ConditionId add_rule(const models::Rule&, bool of_person, ProgramIndex);
    ConditionId add_band(models::Fact, const models::Band&, ProgramIndex); // is the person's fact within it?
    ConditionId add(Condition::What, const models::Program&, const ProgramPlan&, ProgramIndex);
    const Condition& operator[](ConditionId id) const { return all_[id]; }
    std::size_t size() const { return all_.size(); }

private:
    ConditionId keep(Condition, std::size_t hash, const models::Program*, const ProgramPlan*);
    bool same(const Condition&, const Condition&, const models::Program*, const ProgramPlan*) const;

    std::vector<Condition> all_;
    std::vector<const models::Program*> programs_; // whose question it is
    std::vector<const ProgramPlan*> plans_;
    std::deque<models::Rule> own_; // rules made here
    std::unordered_multimap<std::size_t, ConditionId> by_hash_;
};

// Does the answer depend on the need, or on the person whom it is for?
Whose whose_answer(const models::Rule&, bool of_person);

} // namespace matching
