#include "matching/explain.hpp"

namespace matching {

using namespace models;

Explanation explain(const Snapshot& snapshot, const Candidate& candidate)
{
    const auto& family = snapshot.families().at(candidate.family.value);
    const auto& program = snapshot.programs().at(candidate.program.value);
    const Subject subject{&family, &family.household.needs.at(candidate.need), nullptr};
    Explanation explanation{candidate, lines_of(snapshot.ground(), subject, program.rule), {}, {}};
    for (const auto& line : explanation.lines) {
        if (line.verdict == Verdict::yes) continue;
        auto& reasons = line.verdict == Verdict::no ? explanation.failed : explanation.missing;
        reasons.insert(reasons.end(), line.leaves.begin(), line.leaves.end());
    }
    return explanation;
}

} // namespace matching
