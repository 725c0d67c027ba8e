#pragma once
#include "matching/snapshot.hpp"
#include "models/result.hpp"
#include "server/http/call.hpp"
#include "server/referrals/document.hpp"
#include <memory>
#include <optional>

// Of which day a match speaks: ?as_of=YYYY-MM-DD, for the page and the API.
namespace server::matches {

// The last millisecond of the past day that is asked for, so that what happened that day counts. Nothing: as
// it is now. No day at all, or one to come: a refusal at /as_of.
models::Result<std::optional<models::Time>> past_day(const Call&);

// As it is now, or was on file then (population/then.hpp).
std::shared_ptr<const matching::Snapshot> programs_on(const Call&, store::Reader&,
                                                      const std::optional<models::Time>& then);
// Not reported by then: a refusal at /as_of.
models::Result<matching::Family> family_on(store::Reader&, const referrals::Case&,
                                           const std::optional<models::Time>& then);

// For the audit: {"as_of":"2026-03-31"}; empty: as it is now.
std::string past_day_facts(const std::optional<models::Time>& then);

} // namespace server::matches
