#pragma once
#include "models/account.hpp"
#include "models/area.hpp"
#include "models/program.hpp"
#include "models/store/programs.hpp"

namespace server::programs {

// A draft is its organization's alone; all else every signed-in account may see.
bool may_see(const models::Actor&, models::OrganizationId owner, models::ProgramState);
std::optional<store::ProgramRow> find_visible(store::Reader&, const models::Actor&, models::ProgramId);

// A quota is never more than there is; asked of what is written anew or published.
std::vector<models::Fault> faults_of_quotas(const models::Program&);

// Registers a program for the actor's organization. Room, record and version begin anew whatever `program`
// says. Refused: no organization, a code it already has, divisions that do not exist, a charity's own that
// begins open: another manager opens it.
models::Result<models::ProgramId> register_program(store::Writer&, const models::Actor&, models::Program,
                                                   const models::Divisions&, models::Time now);

// Replaces what a program of the actor's organization says; another's is not found. Guarded by version;
// places and budget stay at or above what is promised; the code stays; a published one never is a draft
// again. What it says changes while it is a draft or paused, and who changed it since it was last open does
// not open it; places, money and the confirmation change at any time. The day of a reopening is forgotten
// with the state it was set for, and by nothing else.
models::Result<std::int64_t> change_program(store::Writer&, const models::Actor&, models::ProgramId,
                                            std::int64_t seen_version, models::Program,
                                            const models::Divisions&, models::Time now,
                                            store::Cause = {}); // the new version

// Divisions of this province must exist; old codes become today's.
std::vector<models::Fault> bring_up_to_date(models::Program&, const models::Divisions&);

} // namespace server::programs
