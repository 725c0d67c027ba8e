#pragma once
#include "matching/pair.hpp"
#include <cstdint>
#include <memory>
#include <unordered_map>

// Inside of the engine: what programs ask of families, each question kept once. The columnar road asks a
// question once a family, a person or a need, and remembers the answer as a bit; the answer itself is always
// the row by row evaluator's.
namespace matching {

// For what a question has one answer only.
enum class Whose { household, person, need };

// A program that asks, shared: its questions may outlive the list it stands in.
struct Asker {
    std::shared_ptr<const models::Program> program;
    std::shared_ptr<const ProgramPlan> plan;
};

// A set of facts, and what is no fact: a bit each.
using FactSet = std::uint64_t;
inline constexpr FactSet kBeyondFacts = FactSet{1} << 63;
constexpr FactSet set_of(models::Fact fact)
{
    static_assert(static_cast<int>(models::Fact::first_entry) < 63); // the last one
    return FactSet{1} << static_cast<int>(fact);
}

// Facts of the household and its members that two states of a family tell otherwise, and what is beyond facts
// where help had before differs; nothing: answers may differ for other reasons, too (who is listed, needs,
// days).
std::optional<FactSet> told_otherwise(const Family& before, const Family& now);

struct Condition {
    enum class What { rule, served_area, not_had, not_excluded, window_open, quota_places, quota_budget };
    What what{};
    std::shared_ptr<const models::Rule> rule; // rule
    bool of_person = false;                   // rule: asked of the person whom the need is for
    Asker asker;                              // one of those that ask it
    Whose whose{};
    FactSet reads = kBeyondFacts;
};

// What is not a rule is yes or no; yes: nothing stands in the way.
Verdict answer(const Condition&, const Ground&, const Family&, std::size_t need);

// A rule of which the answer is no: could it come to be yes?
bool may_come(const Condition&, const Ground&, const Family&, std::size_t need);

using ConditionId = std::uint32_t;

// Every different question of a set of programs. Rules are compared by what they say. Copies share what they
// held when it was last settled.
class Conditions {
public:
    ConditionId add_rule(const models::Rule&, bool of_person, const Asker&); // a rule of this program
    ConditionId add_band(models::Fact, const models::Band&, const Asker&); // is the person's fact within it?
    ConditionId add(Condition::What, const Asker&);
    const Condition& operator[](ConditionId id) const
    {
        const auto shared = settled_->all.size();
        return id < shared ? settled_->all[id] : added_.all[id - shared];
    }
    std::size_t size() const { return settled_->all.size() + added_.all.size(); }
    std::size_t added() const { return added_.all.size(); } // since it was settled
    void settle();

private:
    struct Book {
        std::vector<Condition> all;
        std::unordered_multimap<std::size_t, ConditionId> by_hash;
    };
    ConditionId keep(Condition, std::size_t hash);
    std::optional<ConditionId> find(const Book&, const Condition&, std::size_t hash) const;

    std::shared_ptr<const Book> settled_ = std::make_shared<const Book>();
    Book added_;
};

// Does the answer depend on the need, or on the person whom it is for?
Whose whose_answer(const models::Rule&, bool of_person);

} // namespace matching
