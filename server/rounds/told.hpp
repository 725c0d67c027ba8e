#pragma once
#include "matching/certificate.hpp"
#include "server/rounds/proposal.hpp"

// What is told of a round beside who gets what.
namespace server::rounds {

// The policy with the shared rules of its floors written out: it can be read when they have changed.
matching::RoundPolicy written_out(matching::RoundPolicy);

// Each floor, and what its price proves: without it no way of sharing could be worth more than the bound and
// this cost together. Stable mode: what the floors would have asked.
std::vector<FloorTold> floors_told(const matching::Certificate&);

// Why the programs of the round, as they were before it, have nothing for a family that has no option.
Shut shut_of(const matching::Snapshot&, matching::FamilyIndex);

} // namespace server::rounds
