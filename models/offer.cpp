#include "models/offer.hpp"
#include <array>

namespace models {

namespace {

using Act = OfferAct;
using enum OfferState;
constexpr unsigned kTownship = static_cast<unsigned>(Side::township);
constexpr unsigned kCounty = static_cast<unsigned>(Side::county);
constexpr unsigned kCharity = static_cast<unsigned>(Side::charity);
constexpr unsigned kFamily = static_cast<unsigned>(Side::family);
constexpr unsigned kSystem = static_cast<unsigned>(Side::system);

constexpr std::array kMoves{
    OfferMove{Act::draft, std::nullopt, draft, kSystem | kCounty},
    OfferMove{Act::offer, draft, offered, kCounty | kSystem},
    OfferMove{Act::queue, draft, waitlisted, kCounty | kSystem},
    OfferMove{Act::open, offered, received, kCharity},
    OfferMove{Act::ask_for_facts, received, info_needed, kCharity},
    OfferMove{Act::answer, info_needed, received, kCounty | kTownship | kSystem},
    OfferMove{Act::waitlist, received, waitlisted, kCharity},
    OfferMove{Act::reconfirm, waitlisted, waitlisted, kTownship | kCounty},
    OfferMove{Act::place_free, waitlisted, offered, kSystem},
    OfferMove{Act::accept, received, accepted, kCharity},
    OfferMove{Act::decline, offered, declined, kCharity},
    OfferMove{Act::decline, received, declined, kCharity},
    OfferMove{Act::decline, info_needed, declined, kCharity},
    OfferMove{Act::decline, waitlisted, declined, kCharity},
    OfferMove{Act::withdraw, draft, withdrawn, kCounty | kFamily},
    OfferMove{Act::withdraw, offered, withdrawn, kCounty | kFamily},
    OfferMove{Act::withdraw, received, withdrawn, kCounty | kFamily},
    OfferMove{Act::withdraw, info_needed, withdrawn, kCounty | kFamily},
    OfferMove{Act::withdraw, waitlisted, withdrawn, kCounty | kFamily},
    OfferMove{Act::lapse, offered, expired, kSystem},
    OfferMove{Act::lapse, received, expired, kSystem},
    OfferMove{Act::lapse, waitlisted, expired, kSystem},
    OfferMove{Act::consent_ends, offered, consent_ended, kFamily | kSystem},
    OfferMove{Act::consent_ends, received, consent_ended, kFamily | kSystem},
    OfferMove{Act::consent_ends, info_needed, consent_ended, kFamily | kSystem},
    OfferMove{Act::consent_ends, waitlisted, consent_ended, kFamily | kSystem},
    OfferMove{Act::consent_ends, accepted, consent_ended, kFamily | kSystem},
    OfferMove{Act::consent_ends, delivering, consent_ended, kFamily | kSystem},
    OfferMove{Act::deliver, accepted, delivering, kCharity},
    OfferMove{Act::deliver, delivering, delivering, kCharity},
    OfferMove{Act::complete, delivering, fulfilled, kCharity},
    OfferMove{Act::stop_short, delivering, partly_fulfilled, kCharity},
    OfferMove{Act::fail, accepted, failed, kCharity | kCounty | kSystem},
    OfferMove{Act::fail, delivering, failed, kCharity | kCounty | kSystem},
    OfferMove{Act::pass_on, received, passed_on, kCharity | kCounty},
    OfferMove{Act::pass_on, accepted, passed_on, kCharity | kCounty},
    OfferMove{Act::reopen, fulfilled, delivering, kCounty},
    OfferMove{Act::reopen, partly_fulfilled, delivering, kCounty},
    OfferMove{Act::mark_as_error, draft, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, offered, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, received, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, info_needed, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, waitlisted, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, accepted, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, delivering, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, fulfilled, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, partly_fulfilled, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, declined, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, expired, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, withdrawn, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, consent_ended, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, failed, entered_in_error, kCounty},
    OfferMove{Act::mark_as_error, passed_on, entered_in_error, kCounty},
};

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
    DeclineEffect{.reason = DeclineReason::too_far, .cool_down = true},
    DeclineEffect{.reason = DeclineReason::other},
};

} // namespace

std::span<const OfferMove> offer_moves() { return kMoves; }
std::span<const DeclineEffect> decline_effects() { return kEffects; }

bool is_end(OfferState state)
{
    switch (state) {
    case draft:
    case offered:
    case received:
    case info_needed:
    case waitlisted:
    case accepted:
    case delivering: return false;
    case fulfilled:
    case partly_fulfilled:
    case declined:
    case expired:
    case withdrawn:
    case consent_ended:
    case failed:
    case passed_on:
    case entered_in_error: return true;
    }
    return true;
}

bool is_live(OfferState state) { return !is_end(state); }

std::string_view fhir_task_status(OfferState state)
{
    switch (state) {
    case draft: return "draft";
    case offered:
    case received: return "requested";
    case accepted: return "accepted";
    case info_needed:
    case waitlisted: return "on-hold";
    case delivering: return "in-progress";
    case fulfilled:
    case partly_fulfilled: return "completed";
    case failed: return "failed";
    case declined: return "rejected";
    case withdrawn:
    case expired:
    case consent_ended:
    case passed_on: return "cancelled";
    case entered_in_error: return "entered-in-error";
    }
    return "entered-in-error";
}

} // namespace models
