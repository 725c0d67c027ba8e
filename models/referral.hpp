#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/names.hpp"
#include "models/referral_moves.hpp"
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

// Why nothing that a person could be known by is left: the family asked (PIPL §47), or its period was over.
enum class ErasedFor { request, period };
template <>
inline constexpr auto kNames<ErasedFor> =
    names<ErasedFor>({{ErasedFor::request, "request"}, {ErasedFor::period, "period"}});

// Which reasons this act may close a referral for: a choice for an officer, or the one that follows by
// itself.
std::span<const CloseReason> close_reasons(ReferralAct);

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
    std::int64_t facts_version{};  // which household document; grows with every change of facts
    std::int64_t version{};        // of this row, for ETag and If-Match
    std::optional<Time> erased_at; // since then the family is forgotten and nothing is done about it any more
    std::optional<ErasedFor> erased_for;
};

} // namespace models
