#pragma once
#include "matching/snapshot.hpp"
#include "models/round.hpp"
#include "models/store/consents.hpp"
#include "models/store/rounds.hpp"
#include "server/http/library.hpp"
#include <map>
#include <optional>
#include <vector>

namespace server::rounds {

using Consents = std::map<models::ReferralId, std::vector<store::ConsentGiven>>;

// All that one round may know: the families of its area that have an open need which its programs serve, the
// programs with what is really left of them, and who may be told of whom.
struct Material {
    models::AllocationRound round;
    matching::Snapshot snapshot;               // families by referral, programs by id
    std::vector<models::Referral> referrals;   // by family
    std::vector<store::RoundProgram> programs; // by program
    Consents consents;
};

// From one picture of the database; nothing: the population is still being read. Lines of plans that wait to
// be offered count as given: they are taken off the needs, the places and the money.
std::optional<Material> gather(store::Reader&, const Library&, const models::AllocationRound&,
                               models::Time now);

Consents live_consents(store::Reader&, models::Area, models::Time now);
// May this organization be told of this need at all?
bool is_consented(const Consents&, models::ReferralId, models::OrganizationId, const std::string& need_type,
                  std::int64_t member);

// A program's version and what is left of it beside what waits in plans to be offered.
store::RoundProgram state_of(store::Reader&, models::ProgramId, std::int64_t version, models::Room);

} // namespace server::rounds
