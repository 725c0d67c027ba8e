#pragma once
#include "models/names.hpp"
#include "models/side.hpp"
#include <array>
#include <chrono>
#include <optional>

namespace models {

// What the staff of a site saw of a child and hands to civil affairs: an accident (意外), or something that
// is not as it should be (异常情况).
enum class WorryKind { accident, illness, harm, neglect, mood, missing, other };
template <>
inline constexpr auto kNames<WorryKind> = names<WorryKind>({{WorryKind::accident, "accident"},
                                                            {WorryKind::illness, "illness"},
                                                            {WorryKind::harm, "harm"},
                                                            {WorryKind::neglect, "neglect"},
                                                            {WorryKind::mood, "mood"},
                                                            {WorryKind::missing, "missing"},
                                                            {WorryKind::other, "other"}});

enum class WorryState { open, in_hand, answered, closed };
template <>
inline constexpr auto kNames<WorryState> = names<WorryState>({{WorryState::open, "open"},
                                                              {WorryState::in_hand, "in_hand"},
                                                              {WorryState::answered, "answered"},
                                                              {WorryState::closed, "closed"}});

enum class WorryAct { raise, take_up, answer, ask_again, close };
template <>
inline constexpr auto kNames<WorryAct> = names<WorryAct>({{WorryAct::raise, "raise"},
                                                          {WorryAct::take_up, "take_up"},
                                                          {WorryAct::answer, "answer"},
                                                          {WorryAct::ask_again, "ask_again"},
                                                          {WorryAct::close, "close"}});

struct WorryMove {
    WorryAct act{};
    std::optional<WorryState> from;
    WorryState to{};
    unsigned sides{};
    bool text_required = false;
};

// The township answers, or its county; the charity that raised it reads the answer and closes it, or asks
// again. Nothing lapses: what is overdue climbs its ladder.
inline constexpr std::array kWorryMoves{
    WorryMove{WorryAct::raise, std::nullopt, WorryState::open, static_cast<unsigned>(Side::charity), true},
    WorryMove{WorryAct::take_up, WorryState::open, WorryState::in_hand, Side::township | Side::county},
    WorryMove{WorryAct::answer, WorryState::open, WorryState::answered, Side::township | Side::county, true},
    WorryMove{WorryAct::answer, WorryState::in_hand, WorryState::answered, Side::township | Side::county,
              true},
    WorryMove{WorryAct::close, WorryState::answered, WorryState::closed,
              static_cast<unsigned>(Side::charity)},
    WorryMove{WorryAct::ask_again, WorryState::answered, WorryState::open,
              static_cast<unsigned>(Side::charity), true}};

// Nothing: the table has no such move.
constexpr const WorryMove* find_move(std::optional<WorryState> from, WorryAct act)
{
    for (const auto& move : kWorryMoves)
        if (move.act == act && move.from == from) return &move;
    return nullptr;
}

constexpr bool is_end(WorryState state) { return state == WorryState::closed; }
constexpr bool waits_for_answer(WorryState state)
{
    return state == WorryState::open || state == WorryState::in_hand;
}

inline constexpr std::chrono::hours kUrgentWorry{24}; // by then an urgent one is answered
inline constexpr int kWorryDays = 3;                  // working days, any other

} // namespace models
