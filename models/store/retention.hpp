#pragma once
#include "models/referral.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// Which rows of each kind are over: at their end, or last changed, before this instant.
struct Periods {
    models::Time closed{};  // referrals that were confirmed once
    models::Time refused{}; // referrals that never were
    models::Date consents{};
    models::Time notices{};
};

// Referrals at their end whose period is over and that nothing keeps: no hold, no open objection; need_types
// are not read. Oldest first.
std::vector<models::Referral> referrals_over(Reader&, const Periods&, int limit);
// Who gave a consent that has ended so long ago; what it allowed stays. Held ones stay whole. Rows changed.
std::int64_t forget_givers(Writer&, models::Date ended_before);
std::int64_t forget_notices(Writer&, models::Time before, int limit);

// The daily run; outcome: JSON of counts.
struct RetentionRun {
    models::Date day{};
    models::Time began_at{};
    std::optional<models::Time> ended_at;
    std::string outcome;
};
std::optional<RetentionRun> find_retention_run(Reader&, models::Date day);
// Begun, or what it came to so far; false: it has ended already.
bool save_retention_run(Writer&, const RetentionRun&);
std::vector<RetentionRun> list_retention_runs(Reader&, int limit); // the newest first

} // namespace store
