#pragma once
#include "matching/progress.hpp"
#include "matching/snapshot.hpp"
#include "models/account.hpp"
#include "models/program.hpp"
#include "models/result.hpp"
#include "models/store/db.hpp"
#include "server/http/call.hpp"
#include <memory>
#include <vector>

// What should be looked at before a program is published: it may be saved all the same.
namespace server::programs {

// Who is told: officers, and the program's own organization.
bool may_try(const models::Actor&, models::OrganizationId owner);

// All families as of now; nothing: they are still being read in.
std::shared_ptr<const matching::Snapshot> families_now(const Call&, store::Reader&);
// Those by which whoever looks at a program is warned: none once it is published. Looking over all of them is
// for those who write it; later a what-if tells the same.
std::shared_ptr<const matching::Snapshot> families_to_warn_by(const Call&, store::Reader&,
                                                              const models::Program&);

// Conditions that always hold; with families also: of those who have such a need where it serves, fewer than
// the smallest number that may be told would be reached, or fewer than that left out; not where it was told
// to stop. A rule that lets everybody in is meant so.
std::vector<models::Fault> warnings_of(const models::Program&, const matching::Snapshot* families,
                                       const matching::Progress& = {});

} // namespace server::programs
