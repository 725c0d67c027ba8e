#include "models/referral.hpp"
#include <algorithm>
#include <array>

namespace models {

namespace {

using Act = ReferralAct;
using enum ReferralState;

constexpr unsigned kVillage = static_cast<unsigned>(Side::village);
constexpr unsigned kTownship = static_cast<unsigned>(Side::township);
constexpr unsigned kCounty = static_cast<unsigned>(Side::county);
constexpr unsigned kFamily = static_cast<unsigned>(Side::family);
constexpr unsigned kSystem = static_cast<unsigned>(Side::system);
constexpr unsigned kAuthor = static_cast<unsigned>(Side::author);
constexpr unsigned kOfficers = kVillage | kTownship | kCounty;
constexpr unsigned kAnyStarter = kOfficers | static_cast<unsigned>(Side::charity) | kSystem;

// lifecycle.md "Referral"; `lapse`, `end` and the like reach one state, `resubmit` and `resume` the one that
// was left.
constexpr std::array kMoves{
    ReferralMove{Act::start, std::nullopt, draft, kAnyStarter},
    ReferralMove{Act::report, draft, reported, kOfficers},
    ReferralMove{Act::discard, draft, std::nullopt, kAuthor | kSystem},
    ReferralMove{Act::recheck, reported, rechecked, kTownship | kCounty},
    ReferralMove{Act::return_, reported, returned, kTownship | kCounty, true},
    ReferralMove{Act::return_, rechecked, returned, kTownship | kCounty, true},
    ReferralMove{Act::resubmit, returned, reported, kOfficers},
    ReferralMove{Act::resubmit, returned, rechecked, kOfficers},
    ReferralMove{Act::confirm, rechecked, confirmed, kCounty},
    ReferralMove{Act::confirm_urgently, reported, confirmed, kCounty, true},
    ReferralMove{Act::recheck_late, confirmed, confirmed, kTownship},
    ReferralMove{Act::recheck_late, planned, planned, kTownship},
    ReferralMove{Act::recheck_late, in_support, in_support, kTownship},
    ReferralMove{Act::correct, confirmed, confirmed, kCounty, true},
    ReferralMove{Act::correct, planned, planned, kCounty, true},
    ReferralMove{Act::correct, in_support, in_support, kCounty, true},
    ReferralMove{Act::refuse, reported, closed, kCounty, true},
    ReferralMove{Act::refuse, rechecked, closed, kCounty, true},
    ReferralMove{Act::refuse, returned, closed, kCounty, true},
    ReferralMove{Act::refuse, confirmed, closed, kCounty, true},
    ReferralMove{Act::refuse, planned, closed, kCounty, true},
    ReferralMove{Act::lapse, returned, closed, kSystem},
    ReferralMove{Act::plan, confirmed, planned, kSystem},
    ReferralMove{Act::fall_back, planned, confirmed, kSystem},
    ReferralMove{Act::begin_support, planned, in_support, kSystem},
    ReferralMove{Act::fall_back, in_support, planned, kSystem},
    ReferralMove{Act::close, confirmed, closed, kCounty, true},
    ReferralMove{Act::close, planned, closed, kCounty, true},
    ReferralMove{Act::close, in_support, closed, kCounty, true},
    ReferralMove{Act::withdraw, reported, closed, kFamily},
    ReferralMove{Act::withdraw, rechecked, closed, kFamily},
    ReferralMove{Act::withdraw, returned, closed, kFamily},
    ReferralMove{Act::withdraw, confirmed, closed, kFamily},
    ReferralMove{Act::withdraw, planned, closed, kFamily},
    ReferralMove{Act::withdraw, in_support, closed, kFamily},
    ReferralMove{Act::withdraw, suspended, closed, kFamily},
    ReferralMove{Act::end, reported, closed, kCounty, true},
    ReferralMove{Act::end, rechecked, closed, kCounty, true},
    ReferralMove{Act::end, returned, closed, kCounty, true},
    ReferralMove{Act::end, confirmed, closed, kCounty, true},
    ReferralMove{Act::end, planned, closed, kCounty, true},
    ReferralMove{Act::end, in_support, closed, kCounty, true},
    ReferralMove{Act::end, suspended, closed, kCounty, true},
    ReferralMove{Act::suspend, reported, suspended, kCounty | kSystem, true},
    ReferralMove{Act::suspend, rechecked, suspended, kCounty | kSystem, true},
    ReferralMove{Act::suspend, returned, suspended, kCounty | kSystem, true},
    ReferralMove{Act::suspend, confirmed, suspended, kCounty | kSystem, true},
    ReferralMove{Act::suspend, planned, suspended, kCounty | kSystem, true},
    ReferralMove{Act::suspend, in_support, suspended, kCounty | kSystem, true},
    ReferralMove{Act::resume, suspended, reported, kCounty},
    ReferralMove{Act::resume, suspended, rechecked, kCounty},
    ReferralMove{Act::resume, suspended, returned, kCounty},
    ReferralMove{Act::resume, suspended, confirmed, kCounty},
    ReferralMove{Act::resume, suspended, planned, kCounty},
    ReferralMove{Act::resume, suspended, in_support, kCounty},
    ReferralMove{Act::reopen, closed, reported, kCounty, true},
    ReferralMove{Act::reopen, closed, confirmed, kCounty, true},
    ReferralMove{Act::mark_as_error, draft, entered_in_error, kCounty, true},
    ReferralMove{Act::mark_as_error, reported, entered_in_error, kCounty, true},
    ReferralMove{Act::mark_as_error, rechecked, entered_in_error, kCounty, true},
    ReferralMove{Act::mark_as_error, returned, entered_in_error, kCounty, true},
    ReferralMove{Act::mark_as_error, confirmed, entered_in_error, kCounty, true},
    ReferralMove{Act::mark_as_error, planned, entered_in_error, kCounty, true},
    ReferralMove{Act::mark_as_error, in_support, entered_in_error, kCounty, true},
    ReferralMove{Act::mark_as_error, suspended, entered_in_error, kCounty, true},
    ReferralMove{Act::mark_as_error, closed, entered_in_error, kCounty, true},
};

} // namespace

std::span<const ReferralMove> referral_moves() { return kMoves; }

std::vector<ReferralState> after(ReferralState from, ReferralAct act)
{
    std::vector<ReferralState> states;
    for (const auto& move : kMoves)
        if (move.from == from && move.act == act && move.to) states.push_back(*move.to);
    return states;
}

bool may(Side side, ReferralState from, ReferralAct act)
{
    return std::ranges::any_of(kMoves, [&](const ReferralMove& move) {
        return move.from == from && move.act == act && has_side(move.sides, side);
    });
}

std::span<const CloseReason> close_reasons(ReferralAct act)
{
    using enum CloseReason;
    static constexpr std::array kRefused{not_in_hardship, now_on_government_aid, duplicate};
    static constexpr std::array kClosed{need_met, partly_met, unmet};
    static constexpr std::array kEnded{moved, died};
    static constexpr std::array kLapsed{not_pursued};
    static constexpr std::array kWithdrawn{CloseReason::withdrawn};
    if (act == Act::refuse) return kRefused;
    if (act == Act::close) return kClosed;
    if (act == Act::end) return kEnded;
    if (act == Act::lapse) return kLapsed;
    if (act == Act::withdraw) return kWithdrawn;
    return {};
}

bool is_open(ReferralState state) { return state != closed && state != entered_in_error; }

bool is_live(ReferralState state) { return state == confirmed || state == planned || state == in_support; }

} // namespace models
