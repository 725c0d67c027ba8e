#pragma once
#include "models/result.hpp"
#include "models/store/standing_rules.hpp"
#include "server/desk/desk.hpp"
#include <string>

// 常设规则: for a need type of its county an officer lets the system offer the next best program by itself.
namespace server::standing_rules {

struct Wish {
    std::string need_type;
    std::optional<models::Money> most; // of one offer; above zero
    std::optional<std::int64_t> tries; // 1 … models::kHopLimit
};
// Replaces the one that holds for this need type. Faults at /need, /most, /tries.
models::Result<models::StandingRuleId> approve(const Desk&, const Wish&);
models::Result<bool> end(const Desk&, models::StandingRuleId); // error.standing_rule.unknown

} // namespace server::standing_rules
