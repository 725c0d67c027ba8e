#pragma once
#include "models/round.hpp"
#include "server/referrals/service.hpp"
#include "server/rounds/proposal.hpp"

// What may be done with a round. A round is opened over the families of an area and a set of programs, worked
// out by itself (runner.hpp), and approved or discarded by a county officer of the whole area.
namespace server::rounds {

using server::Desk;

struct RoundWish {
    std::string name;
    models::Area area; // none: the actor's own
    std::vector<models::ProgramId> programs;
    std::string seed; // a public number; empty: the day
    bool slowly = false;
};
inline constexpr std::size_t kMostName = 60, kMostSeed = 100, kMostPrograms = 50;

// Queued. Faults at "/name", "/area", "/programs", "/seed".
models::Result<models::RoundId> open_round(const Desk&, const RoundWish&);

// Whose rounds and families the actor sees: an officer those of the own area, from the township down only
// once they are approved; a charity the approved ones with a program of its own, as counts; an analyst all,
// as counts; an admin all.
store::RoundScope scope_of(const models::Actor&);
models::Result<models::AllocationRound> find_in_scope(store::Reader&, const models::Actor&, models::RoundId);
bool sees_no_round(const models::Actor&);
bool sees_counts_alone(const models::Actor&); // those of counts_told, from five families
bool counts_told(const models::Actor&, const models::Program&);
bool may_run(const models::Actor&, const models::AllocationRound&);     // open again, cancel
bool may_approve(const models::Actor&, const models::AllocationRound&); // a county officer of the whole area

// Which round, as the actor last saw it.
struct SeenRound {
    models::RoundId id;
    std::int64_t version{};
};
using MovedRound = models::Result<models::AllocationRound>;
MovedRound cancel_round(const Desk&, models::RoundId); // also one that is being worked out
MovedRound discard_round(const Desk&, const SeenRound&);

// What is other than when the round was worked out; empty: nothing.
struct Differences {
    std::vector<models::ProgramId> programs;
    std::vector<models::ReferralId> referrals; // also those whose consent ended
    bool empty() const { return programs.empty() && referrals.empty(); }
};
Differences differences_of(store::Reader&, const models::AllocationRound&, models::Time now);
std::vector<models::ProgramId> changed_programs(store::Reader&,
                                                const models::AllocationRound&); // the first part

// Each award becomes a line of an approved plan that waits to be offered, and its referral is planned: all of
// them or none. Refused where anything differs: error.round.changed (wrong state).
MovedRound approve_round(const Desk&, const SeenRound&);

} // namespace server::rounds
