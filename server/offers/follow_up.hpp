#pragma once
#include "models/store/capacity.hpp"
#include "models/task.hpp"
#include "server/offers/moves.hpp"

// What follows when an offer did not help: tasks for people, and the next best program (lifecycle.md "Decline
// reason", "Standing rule").
namespace server::offers {

using store::Shortage;

// About this offer, for whom its kind says; due in the days its kind says, or then.
void begin_task(const Desk&, models::TaskKind, const OfferRow&, std::optional<models::Time> due = {});

// The organization says that nothing is left.
void correct_capacity(const Desk&, const OfferRow&, Shortage);

// The effects of a decline that can no more be taken back.
void follow_decline(const Desk&, const OfferRow&);

// Offers the need to the best program that was never asked for it, fits, and that the consent names, where
// the county's standing rule allows; else a task says what a person has to do.
void try_next_best(const Desk&, const OfferRow&);

// Whether the system looks on by itself after this answer, or somebody has to look first.
bool is_tried_elsewhere(models::DeclineReason);

} // namespace server::offers
