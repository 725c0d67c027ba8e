#pragma once
#include "models/names.hpp"
#include "models/side.hpp"
#include <array>
#include <optional>

namespace models {

// Against an act of civil affairs, or about help that came or did not.
enum class ObjectionKind { objection, complaint };
template <>
inline constexpr auto kNames<ObjectionKind> =
    names<ObjectionKind>({{ObjectionKind::objection, "objection"}, {ObjectionKind::complaint, "complaint"}});

// What it is about: a step in the referral's log, the help of one offer, what is on file about the family (it
// asks for a correction, PIPL §46), or how it was treated.
enum class ObjectionAbout { step, offer, facts, handling };
template <>
inline constexpr auto kNames<ObjectionAbout> =
    names<ObjectionAbout>({{ObjectionAbout::step, "step"},
                           {ObjectionAbout::offer, "offer"},
                           {ObjectionAbout::facts, "facts"},
                           {ObjectionAbout::handling, "handling"}});
constexpr ObjectionKind kind_of(ObjectionAbout about)
{
    const bool of_act = about == ObjectionAbout::step || about == ObjectionAbout::facts;
    return of_act ? ObjectionKind::objection : ObjectionKind::complaint;
}

enum class ObjectionState { open, upheld, dismissed };
template <>
inline constexpr auto kNames<ObjectionState> =
    names<ObjectionState>({{ObjectionState::open, "open"},
                           {ObjectionState::upheld, "upheld"},
                           {ObjectionState::dismissed, "dismissed"}});

enum class ObjectionAct { raise, uphold, dismiss };
template <>
inline constexpr auto kNames<ObjectionAct> = names<ObjectionAct>(
    {{ObjectionAct::raise, "raise"}, {ObjectionAct::uphold, "uphold"}, {ObjectionAct::dismiss, "dismiss"}});

struct ObjectionMove {
    ObjectionAct act{};
    std::optional<ObjectionState> from;
    ObjectionState to{};
    unsigned sides{};
    bool reason_required = false;
};

// Answered by a county officer who took no step in the case. One undecided per act; a dismissed one is not
// raised again. While open it bars `refuse` and `close`, never `withdraw` or `end`.
inline constexpr std::array kObjectionMoves{
    ObjectionMove{ObjectionAct::raise, std::nullopt, ObjectionState::open,
                  static_cast<unsigned>(Side::family), true},
    ObjectionMove{ObjectionAct::uphold, ObjectionState::open, ObjectionState::upheld,
                  static_cast<unsigned>(Side::county), true},
    ObjectionMove{ObjectionAct::dismiss, ObjectionState::open, ObjectionState::dismissed,
                  static_cast<unsigned>(Side::county), true}};

// Nothing: the table has no such move.
constexpr std::optional<ObjectionState> after(std::optional<ObjectionState> from, ObjectionAct act, Side side)
{
    for (const auto& move : kObjectionMoves)
        if (move.act == act && move.from == from && has_side(move.sides, side)) return move.to;
    return std::nullopt;
}

constexpr bool is_end(ObjectionState state) { return state != ObjectionState::open; }

} // namespace models
