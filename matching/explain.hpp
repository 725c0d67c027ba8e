#pragma once
#include "matching/frequencies.hpp"
#include "matching/match.hpp"
#include <vector>

namespace matching {

// Everything a page says about one candidate.
struct Explanation {
    Candidate candidate;
    std::vector<RuleLine> lines;    // rule by rule, in the program's order
    std::vector<LeafFound> missing; // unknown facts that would settle it
    std::vector<LeafFound> failed;  // leaves that say no
};
Explanation explain(const Snapshot&, const Candidate&);

// One fact to ask about and what it would settle.
struct Answer {
    models::FactValue value; // a yes/no, or a code, or a bound of a rule; a list as it would then be
    std::vector<models::FactValue> also; // answers with the same effect; of numbers and dates the upper end
    bool others = false;                 // stands for every answer not listed
    std::vector<ProgramIndex> opens;     // programs that would fit
    std::vector<ProgramIndex> closes;    // programs that would not
    models::Money most;                  // the largest award among those it opens
};
struct Question {
    models::Fact fact{};
    std::int64_t member{};        // member number; 0: household
    std::size_t need{};           // for facts of a need
    bool everyone_listed = false; // asks whether all members are listed (fact: counted_members)
    std::vector<Answer> answers;
    std::int64_t decided{}; // expected number of programs decided, beyond those before; in thousandths
    models::Money at_stake; // sum of awards it may open
};
// The questions that settle most, best first: each the one that is expected to decide most after the answers
// to those before, programs weighed by what they would give (at least 1,000 yuan). Every possible answer is
// tried by running the rules with it, and is as likely as it is common; without frequencies all are alike.
// Only facts that a program reads which is undecided and could still take the need.
std::vector<Question> ask(const Snapshot&, FamilyIndex, Limit = 3, const Frequencies* = nullptr);

// Is everyone in the household listed? Comes as Fact::counted_members when the member list is the only gap.

} // namespace matching
