#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/names.hpp"
#include "models/result.hpp"
#include "models/time.hpp"
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace models {

enum class ReferralKind { outside_aid, beyond_aid };
template <>
inline constexpr auto kNames<ReferralKind> = names<ReferralKind>(
    {{ReferralKind::outside_aid, "outside_aid"}, {ReferralKind::beyond_aid, "beyond_aid"}});

enum class Urgency { normal, urgent };
template <>
inline constexpr auto kNames<Urgency> =
    names<Urgency>({{Urgency::normal, "normal"}, {Urgency::urgent, "urgent"}});

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

// Who may make a move; bits, for a move may be open to several. Nobody takes two of report, recheck and
// confirm.
enum class Side : unsigned {
    village = 1,
    township = 2,
    county = 4,
    charity = 8,
    family = 16,
    system = 32,
    author = 64
};
constexpr unsigned operator|(Side a, Side b) { return static_cast<unsigned>(a) | static_cast<unsigned>(b); }
constexpr unsigned operator|(unsigned a, Side b) { return a | static_cast<unsigned>(b); }

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

enum class CloseReason {
    need_met,
    partly_met,
    unmet,
    not_in_hardship,
    now_on_government_aid,
    duplicate,
    not_pursued,
    withdrawn,
    moved,
    died
};
template <>
inline constexpr auto kNames<CloseReason> =
    names<CloseReason>({{CloseReason::need_met, "need_met"},
                        {CloseReason::partly_met, "partly_met"},
                        {CloseReason::unmet, "unmet"},
                        {CloseReason::not_in_hardship, "not_in_hardship"},
                        {CloseReason::now_on_government_aid, "now_on_government_aid"},
                        {CloseReason::duplicate, "duplicate"},
                        {CloseReason::not_pursued, "not_pursued"},
                        {CloseReason::withdrawn, "withdrawn"},
                        {CloseReason::moved, "moved"},
                        {CloseReason::died, "died"}});

// What a list row, a page head and a move need; everything exact about the family is in the sealed household
// document.
struct Referral {
    ReferralId id;
    HouseholdId household;
    std::string reference; // ZJ-520324-2026-000417; empty while a draft
    ReferralState state{};
    std::optional<ReferralState> returned_from; // the state `resubmit` or `resume` may lead back to
    std::optional<ReferralKind> kind;
    Urgency urgency{};
    Area village;
    AccountId author, reporter, rechecker, confirmer;
    std::int64_t members{};
    std::vector<std::string> need_types;
    std::optional<CloseReason> close_reason;
    Time started_at{}, changed_at{};
    std::optional<Time> reported_at, confirmed_at;
    std::int64_t facts_version{}; // which household document; grows with every change of facts
    std::int64_t version{};       // of this row, for ETag and If-Match
};

} // namespace models
