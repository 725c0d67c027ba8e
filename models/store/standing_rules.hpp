#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/money.hpp"
#include "models/store/db.hpp"
#include "models/time.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// 常设规则 (lifecycle.md "Plan"): in this county, for such a need, the system offers the next best program by
// itself, up to so much money, in so many tries (1 to models::kHopLimit).
struct StandingRuleRow {
    models::StandingRuleId id;
    models::Area county;
    std::string need_type;
    models::Money most;
    std::int64_t tries{};
    models::AccountId approved_by;
    models::Time approved_at{};
    std::optional<models::Time> ended_at;
};

models::StandingRuleId insert_standing_rule(Writer&, const StandingRuleRow&);
bool end_standing_rule(Writer&, models::Area county, models::StandingRuleId, models::AccountId by,
                       models::Time now);
std::vector<StandingRuleRow> list_standing_rules(Reader&,
                                                 models::Area county); // ended ones, too; the newest first
std::optional<StandingRuleRow> standing_rule_for(Reader&, models::Area county,
                                                 const std::string& need_type); // the one that holds

} // namespace store
