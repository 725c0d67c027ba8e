#pragma once
#include "matching/explain.hpp"
#include "matching/sieve.hpp"
#include "server/population/family.hpp"
#include <vector>

namespace server::matches {

using population::family_of;

// What one family finds among the programs of a snapshot.
struct Found {
    matching::Snapshot snapshot;                 // with this family alone
    std::vector<matching::Candidate> candidates; // ranked
    std::vector<matching::Question> questions;   // best first

    const matching::Family& family() const { return snapshot.families().front(); }
    const models::Program& program(matching::ProgramIndex index) const
    {
        return snapshot.programs().at(index.value);
    }
    const models::Need& need(const matching::Candidate& candidate) const
    {
        return family().household.needs.at(candidate.need);
    }
};
Found find_programs(const matching::Snapshot& programs, matching::Family);

// Would this gift of money lift a household that lies below its low-income line above it?
bool passes_the_line(const Found&, const matching::Candidate&);

// The families of one area before one program, best first; those who surely do not fit are left out. Of other
// families the answer knows nothing.
struct Ranked {
    matching::Snapshot snapshot; // with the families of the area alone
    matching::ProgramIndex program;
    std::vector<matching::Candidate> candidates;

    const matching::Family& family(const matching::Candidate& candidate) const
    {
        return snapshot.families().at(candidate.family.value);
    }
};
// columns: of the same population, good at its instant; without them every family is looked at.
Ranked rank_families(const matching::Snapshot& population, models::ProgramId, models::Area within,
                     const matching::Sieve* columns = nullptr);

} // namespace server::matches
