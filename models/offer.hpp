#pragma once
#include "models/names.hpp"
#include "models/referral.hpp"
#include <optional>
#include <span>
#include <string_view>

namespace models {

enum class OfferState {
    draft,
    offered,
    received,
    info_needed,
    waitlisted,
    accepted,
    delivering,
    fulfilled,
    partly_fulfilled,
    declined,
    expired,
    withdrawn,
    consent_ended,
    failed,
    passed_on,
    entered_in_error
};
template <>
inline constexpr auto kNames<OfferState> =
    names<OfferState>({{OfferState::draft, "draft"},
                       {OfferState::offered, "offered"},
                       {OfferState::received, "received"},
                       {OfferState::info_needed, "info_needed"},
                       {OfferState::waitlisted, "waitlisted"},
                       {OfferState::accepted, "accepted"},
                       {OfferState::delivering, "delivering"},
                       {OfferState::fulfilled, "fulfilled"},
                       {OfferState::partly_fulfilled, "partly_fulfilled"},
                       {OfferState::declined, "declined"},
                       {OfferState::expired, "expired"},
                       {OfferState::withdrawn, "withdrawn"},
                       {OfferState::consent_ended, "consent_ended"},
                       {OfferState::failed, "failed"},
                       {OfferState::passed_on, "passed_on"},
                       {OfferState::entered_in_error, "entered_in_error"}});

enum class OfferAct {
    draft,
    offer,
    queue,
    open,
    ask_for_facts,
    answer,
    waitlist,
    reconfirm,
    place_free,
    accept,
    decline,
    withdraw,
    lapse,
    consent_ends,
    deliver,
    complete,
    stop_short,
    fail,
    pass_on,
    reopen,
    mark_as_error
};
template <>
inline constexpr auto kNames<OfferAct> = names<OfferAct>({{OfferAct::draft, "draft"},
                                                          {OfferAct::offer, "offer"},
                                                          {OfferAct::queue, "queue"},
                                                          {OfferAct::open, "open"},
                                                          {OfferAct::ask_for_facts, "ask_for_facts"},
                                                          {OfferAct::answer, "answer"},
                                                          {OfferAct::waitlist, "waitlist"},
                                                          {OfferAct::reconfirm, "reconfirm"},
                                                          {OfferAct::place_free, "place_free"},
                                                          {OfferAct::accept, "accept"},
                                                          {OfferAct::decline, "decline"},
                                                          {OfferAct::withdraw, "withdraw"},
                                                          {OfferAct::lapse, "lapse"},
                                                          {OfferAct::consent_ends, "consent_ends"},
                                                          {OfferAct::deliver, "deliver"},
                                                          {OfferAct::complete, "complete"},
                                                          {OfferAct::stop_short, "stop_short"},
                                                          {OfferAct::fail, "fail"},
                                                          {OfferAct::pass_on, "pass_on"},
                                                          {OfferAct::reopen, "reopen"},
                                                          {OfferAct::mark_as_error, "mark_as_error"}});

struct OfferMove {
    OfferAct act{};
    std::optional<OfferState> from;
    OfferState to{};
    unsigned sides{};
};

// lifecycle.md "Offer"; taking back is three further conditions on the way back, not rows of this table.
std::span<const OfferMove> offer_moves();
bool is_end(OfferState);
bool is_live(OfferState); // not an end

// FHIR Task.status of an integrator's Task for our state (lifecycle.md "FHIR Task").
std::string_view fhir_task_status(OfferState);

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
};
std::span<const DeclineEffect> decline_effects();

} // namespace models
