#pragma once
#include "models/names.hpp"
#include <span>

namespace models {

enum class DeclineReason {
    full,
    no_money,
    not_eligible,
    cannot_reach,
    refused_by_family,
    already_helped,
    too_far,
    other
};
template <>
inline constexpr auto kNames<DeclineReason> =
    names<DeclineReason>({{DeclineReason::full, "full"},
                          {DeclineReason::no_money, "no_money"},
                          {DeclineReason::not_eligible, "not_eligible"},
                          {DeclineReason::cannot_reach, "cannot_reach"},
                          {DeclineReason::refused_by_family, "refused_by_family"},
                          {DeclineReason::already_helped, "already_helped"},
                          {DeclineReason::too_far, "too_far"},
                          {DeclineReason::other, "other"}});

// What a decline sets going besides freeing the reservation.
struct DeclineEffect {
    DeclineReason reason{};
    bool corrects_capacity = false;
    bool facts_back_to_referrer = false;
    bool flags_rule = false;       // if the engine had said yes
    bool confirms_contact = false; // a township task; two of them suspend the referral
    bool asks_need_anew = false;
    bool answers_duplicate = false;
    bool cool_down = false;
    bool narrows_area = false; // on request: its program serves the county no more
};
std::span<const DeclineEffect> decline_effects();
const DeclineEffect& effect_of(DeclineReason);

} // namespace models
