#pragma once
#include "models/names.hpp"
#include "models/side.hpp"
#include <optional>
#include <span>
#include <vector>

namespace models {

enum class ReferralState {
    draft,
    reported,
    rechecked,
    returned,
    confirmed,
    planned,
    in_support,
    suspended,
    closed,
    entered_in_error
};
template <>
inline constexpr auto kNames<ReferralState> =
    names<ReferralState>({{ReferralState::draft, "draft"},
                          {ReferralState::reported, "reported"},
                          {ReferralState::rechecked, "rechecked"},
                          {ReferralState::returned, "returned"},
                          {ReferralState::confirmed, "confirmed"},
                          {ReferralState::planned, "planned"},
                          {ReferralState::in_support, "in_support"},
                          {ReferralState::suspended, "suspended"},
                          {ReferralState::closed, "closed"},
                          {ReferralState::entered_in_error, "entered_in_error"}});

enum class ReferralAct {
    start,
    report,
    discard,
    recheck,
    return_,
    resubmit,
    confirm,
    confirm_urgently,
    recheck_late,
    correct,
    refuse,
    lapse,
    plan,
    fall_back,
    begin_support,
    close,
    withdraw,
    end,
    suspend,
    resume,
    reopen,
    mark_as_error
};
template <>
inline constexpr auto kNames<ReferralAct> =
    names<ReferralAct>({{ReferralAct::start, "start"},
                        {ReferralAct::report, "report"},
                        {ReferralAct::discard, "discard"},
                        {ReferralAct::recheck, "recheck"},
                        {ReferralAct::return_, "return"},
                        {ReferralAct::resubmit, "resubmit"},
                        {ReferralAct::confirm, "confirm"},
                        {ReferralAct::confirm_urgently, "confirm_urgently"},
                        {ReferralAct::recheck_late, "recheck_late"},
                        {ReferralAct::correct, "correct"},
                        {ReferralAct::refuse, "refuse"},
                        {ReferralAct::lapse, "lapse"},
                        {ReferralAct::plan, "plan"},
                        {ReferralAct::fall_back, "fall_back"},
                        {ReferralAct::begin_support, "begin_support"},
                        {ReferralAct::close, "close"},
                        {ReferralAct::withdraw, "withdraw"},
                        {ReferralAct::end, "end"},
                        {ReferralAct::suspend, "suspend"},
                        {ReferralAct::resume, "resume"},
                        {ReferralAct::reopen, "reopen"},
                        {ReferralAct::mark_as_error, "mark_as_error"}});

struct ReferralMove {
    ReferralAct act{};
    std::optional<ReferralState> from; // nothing: it is begun
    std::optional<ReferralState> to;   // nothing: it is gone
    unsigned sides{};                  // Side bits
    bool reason_required = false;
};

// The whole table of lifecycle.md "Referral", one row per (act, from, to). `resubmit` and `resume` have a row
// for every state they may lead back to.
std::span<const ReferralMove> referral_moves();

// The states this act may lead to from here; empty: not in the table.
std::vector<ReferralState> after(ReferralState from, ReferralAct act);
bool may(Side, ReferralState from, ReferralAct act);
bool is_open(ReferralState); // not closed, not entered_in_error
bool is_live(ReferralState); // confirmed, planned, in_support

} // namespace models
