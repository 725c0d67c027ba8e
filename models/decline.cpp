#include "models/decline.hpp"
#include <array>

namespace models {

constexpr std::array kEffects{
    DeclineEffect{.reason = DeclineReason::full, .corrects_capacity = true},
    DeclineEffect{.reason = DeclineReason::no_money, .corrects_capacity = true},
    DeclineEffect{.reason = DeclineReason::not_eligible,
                  .facts_back_to_referrer = true,
                  .flags_rule = true,
                  .cool_down = true},
    DeclineEffect{.reason = DeclineReason::cannot_reach, .confirms_contact = true},
    DeclineEffect{.reason = DeclineReason::refused_by_family, .asks_need_anew = true, .cool_down = true},
    DeclineEffect{.reason = DeclineReason::already_helped, .answers_duplicate = true, .cool_down = true},
    DeclineEffect{.reason = DeclineReason::too_far, .cool_down = true, .narrows_area = true},
    DeclineEffect{.reason = DeclineReason::other},
};

std::span<const DeclineEffect> decline_effects() { return kEffects; }

const DeclineEffect& effect_of(DeclineReason reason) { return kEffects.at(static_cast<std::size_t>(reason)); }

} // namespace models
