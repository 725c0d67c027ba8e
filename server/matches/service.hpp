#pragma once
#include "matching/explain.hpp"
#include "server/referrals/document.hpp"
#include <vector>

namespace server::matches {

// A referral as the engine sees it: codes, amounts, dates and areas. Names, numbers, addresses and what was
// written in words stay behind.
matching::Family family_of(const referrals::Case&);
matching::Family family_of(const ReferralBody&, models::Time now); // not stored

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

// Families of the actor's area that one program could help: referrals that are open and past their draft. At
// most so many, the newest first; told when there are more.
inline constexpr std::size_t kMostFamilies = 2'000;
struct Families {
    std::vector<matching::Family> families;
    bool more = false;
};
Families families_in_area(store::Reader&, const models::Actor&, const models::Program&);

// These families before the program, best first; those who surely do not fit are left out.
struct Ranked {
    matching::Snapshot snapshot;
    matching::ProgramIndex program;
    std::vector<matching::Candidate> candidates;
    bool more = false; // families that were not looked at

    const matching::Family& family(const matching::Candidate& candidate) const
    {
        return snapshot.families().at(candidate.family.value);
    }
};
Ranked rank_families(const matching::Snapshot& programs, models::ProgramId, Families);

} // namespace server::matches
