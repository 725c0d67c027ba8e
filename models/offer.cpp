#include "models/offer.hpp"
#include <algorithm>
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
    OfferMove{Act::ask_for_facts, received, info_needed, kCharity, true},
    OfferMove{Act::answer, info_needed, received, kCounty | kTownship | kSystem},
    OfferMove{Act::waitlist, received, waitlisted, kCharity},
    OfferMove{Act::reconfirm, waitlisted, waitlisted, kTownship | kCounty},
    OfferMove{Act::place_free, waitlisted, offered, kSystem},
    OfferMove{Act::accept, received, accepted, kCharity},
    OfferMove{Act::decline, offered, declined, kCharity, true},
    OfferMove{Act::decline, received, declined, kCharity, true},
    OfferMove{Act::decline, info_needed, declined, kCharity, true},
    OfferMove{Act::decline, waitlisted, declined, kCharity, true},
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
    OfferMove{Act::stop_short, delivering, partly_fulfilled, kCharity, true},
    OfferMove{Act::fail, accepted, failed, kCharity | kCounty | kSystem, true},
    OfferMove{Act::fail, delivering, failed, kCharity | kCounty | kSystem, true},
    OfferMove{Act::pass_on, received, passed_on, kCharity | kCounty, true},
    OfferMove{Act::pass_on, accepted, passed_on, kCharity | kCounty, true},
    OfferMove{Act::reopen, fulfilled, delivering, kCounty, true},
    OfferMove{Act::reopen, partly_fulfilled, delivering, kCounty, true},
    OfferMove{Act::mark_as_error, draft, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, offered, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, received, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, info_needed, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, waitlisted, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, accepted, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, delivering, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, fulfilled, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, partly_fulfilled, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, declined, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, expired, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, withdrawn, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, consent_ended, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, failed, entered_in_error, kCounty, true},
    OfferMove{Act::mark_as_error, passed_on, entered_in_error, kCounty, true},
};

} // namespace

std::span<const OfferMove> offer_moves() { return kMoves; }

std::span<const TakeBack> take_backs()
{
    static constexpr std::array kTakeBacks{
        TakeBack{Act::offer, offered, draft},          TakeBack{Act::accept, accepted, received},
        TakeBack{Act::decline, declined, offered},     TakeBack{Act::decline, declined, received},
        TakeBack{Act::decline, declined, info_needed}, TakeBack{Act::decline, declined, waitlisted},
        TakeBack{Act::waitlist, waitlisted, received}};
    return kTakeBacks;
}

std::vector<OfferState> after(OfferState from, OfferAct act)
{
    std::vector<OfferState> states;
    for (const auto& move : kMoves)
        if (move.from == from && move.act == act) states.push_back(move.to);
    return states;
}

bool may(Side side, OfferState from, OfferAct act)
{
    return std::ranges::any_of(kMoves, [&](const OfferMove& move) {
        return move.from == from && move.act == act && has_side(move.sides, side);
    });
}

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

bool is_under_way(OfferState state) { return state == accepted || state == delivering; }

bool follows_acceptance(OfferState state)
{
    return is_under_way(state) || state == fulfilled || state == partly_fulfilled || state == failed ||
           state == consent_ended;
}

bool holds_promise(OfferState state) { return is_live(state) && state != draft && state != waitlisted; }

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

bool needs_status_reason(OfferState state)
{
    const auto status = fhir_task_status(state);
    return status == "rejected" || status == "cancelled" || status == "on-hold" || status == "failed";
}

} // namespace models
