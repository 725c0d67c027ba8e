#pragma once
#include "models/decline.hpp"
#include "models/names.hpp"
#include "models/side.hpp"
#include <optional>
#include <span>
#include <string_view>
#include <vector>

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
    bool reason_required = false;
};

// lifecycle.md "Offer".
std::span<const OfferMove> offer_moves();

// The states this act may lead to from here; empty: not in the table.
std::vector<OfferState> after(OfferState from, OfferAct act);
bool may(Side, OfferState from, OfferAct act);
bool is_end(OfferState);
bool is_live(OfferState);            // not an end
bool is_under_way(OfferState);       // accepted or delivering
bool follows_acceptance(OfferState); // and what becomes of it; an ended consent may also end it before
bool holds_promise(OfferState); // counts as promised: offered, received, info_needed, accepted, delivering

// 撤销: within kTakeBack the same person may undo an act; the offer goes back to where it was. `accept` only
// while no named field was opened, `offer` only while it is not opened. What an answer says of the program's
// places is corrected once it cannot be taken back.
struct TakeBack {
    OfferAct undone{};
    OfferState from{}, to{};
};
std::span<const TakeBack> take_backs();

// FHIR Task.status of an integrator's Task for our state (lifecycle.md "FHIR Task").
std::string_view fhir_task_status(OfferState);
bool needs_status_reason(OfferState); // Task.statusReason: rejected, cancelled, on-hold, failed

} // namespace models
