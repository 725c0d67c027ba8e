#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/store/clocks.hpp"
#include "models/store/db.hpp"
#include "models/task.hpp"
#include "models/time.hpp"
#include <string>
#include <vector>

namespace store {

struct TaskRow {
    models::TaskId id;
    models::TaskKind kind{};
    models::ReferralId referral;
    models::OfferId offer; // these four: none where it is not about one
    models::NeedId need;
    models::ProgramId program;
    models::OrganizationId organization; // whose task it is, or of which program
    std::string reason;                  // a code
    models::AccountId begun_by;          // none: the system
    models::Time begun_at{}, due_at{};
    // Read only:
    std::string reference; // of its offer, else of its referral
    models::Area village;
    std::string need_type; // of its offer
};

// Nothing new where an open one of this kind is about the very same.
void begin_task(Writer&, const TaskRow&);
bool end_task(Writer&, models::TaskId, models::AccountId by, models::Time now); // false: it is ended already
// Open ones of this kind, for this referral; of an offer: about it.
void end_tasks(Writer&, models::ReferralId, models::TaskKind, models::AccountId by, models::Time now);
void end_tasks(Writer&, models::OfferId, models::TaskKind, models::AccountId by, models::Time now);
void end_every_task(Writer&, models::ReferralId, models::AccountId by, models::Time now);

// Open ones, by due and id: of an office in its area, of an organization, the system's that are due.
std::vector<TaskRow> tasks_due(Reader&, models::Area, models::Side, models::Time before, int limit,
                               const DueFrom& = {});
std::vector<TaskRow> tasks_due(Reader&, models::OrganizationId, models::Time before, int limit,
                               const DueFrom& = {});
std::vector<TaskRow> system_tasks_due(Reader&, models::Time until, int limit);
bool has_open_task(Reader&, models::ProgramId, models::TaskKind);
std::vector<TaskRow> open_tasks_of(Reader&, models::ReferralId);

} // namespace store
