#pragma once
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
    models::FactValue value;          // a yes/no, or a code, or a bound of a rule
    std::vector<ProgramIndex> opens;  // programs that would fit
    std::vector<ProgramIndex> closes; // programs that would not
    models::Money most;               // the largest award among those it opens
};
struct Question {
    models::Fact fact{};
    std::int64_t member{}; // member number; 0: household
    std::size_t need{};    // for facts of a need
    std::vector<Answer> answers;
    std::int64_t decided{}; // expected number of programs decided, in thousandths
    models::Money at_stake; // sum of awards it may open
};
// The questions that settle most, best first; only facts that an open program reads.
std::vector<Question> ask(const Snapshot&, FamilyIndex, Limit = 3);

// Is everyone in the household listed? Comes as Fact::counted_members when the member list is the only gap.

} // namespace matching
