#pragma once
#include "models/area.hpp"
#include "models/plan.hpp"
#include "models/round.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// The plan of this referral that is neither done nor discarded; nothing: there is none.
struct PlanRow {
    models::PlanId id;
    models::ReferralId referral;
    models::PlanState state{};
    std::int64_t version{};
};
std::optional<PlanRow> find_live_plan(Reader&, models::ReferralId);
std::vector<PlanRow> plans_of(Reader&, models::ReferralId); // all there ever were, the oldest first
models::PlanId insert_plan(Writer&, models::ReferralId, models::PlanState, models::Time now);
bool save_plan_state(Writer&, const PlanRow&, models::PlanState); // guarded by version, which grows by one

// One need before one program. What it comes to is one text, sealed in the database (server/rounds/line).
struct PlanLineRow {
    models::PlanLineId id;
    models::PlanId plan;
    models::ReferralId referral;
    models::NeedId need;
    models::ProgramId program;
    std::string text;
};
models::PlanLineId insert_line(Writer&, const PlanLineRow&);
std::vector<PlanLineRow> lines_of(Reader&, models::PlanId); // offered or not; the text of an erased one: ""

// Lines of approved and running plans that wait to be offered: of the program, of the referrals in the area,
// of one referral.
std::vector<PlanLineRow> waiting_lines_of(Reader&, models::ProgramId);
std::vector<PlanLineRow> waiting_lines_in(Reader&, models::Area);
std::vector<PlanLineRow> waiting_lines_for(Reader&, models::ReferralId);

} // namespace store
