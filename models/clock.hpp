#pragma once
#include "models/names.hpp"
#include <array>
#include <chrono>

namespace models {

// lifecycle.md "Clocks": working days are configuration; these are the defaults.
enum class Clock {
    recheck,
    confirm,
    late_recheck,
    answer,
    info,
    returned,
    reconfirm_waitlist,
    first_help,
    feedback,
    objection,
    consent,
    worry // runs in the row of its worry
};
template <>
inline constexpr auto kNames<Clock> = names<Clock>({{Clock::recheck, "recheck"},
                                                    {Clock::confirm, "confirm"},
                                                    {Clock::late_recheck, "late_recheck"},
                                                    {Clock::answer, "answer"},
                                                    {Clock::info, "info"},
                                                    {Clock::returned, "returned"},
                                                    {Clock::reconfirm_waitlist, "reconfirm_waitlist"},
                                                    {Clock::first_help, "first_help"},
                                                    {Clock::feedback, "feedback"},
                                                    {Clock::objection, "objection"},
                                                    {Clock::consent, "consent"},
                                                    {Clock::worry, "worry"}});

enum class ClockEnd { escalates, lapses, back_to_received, consent_ends };

struct ClockRow {
    Clock clock{};
    int working_days{};
    ClockEnd at_end{};
    int warnings = 0; // before the end
};

inline constexpr std::array kClocks{ClockRow{Clock::recheck, 5, ClockEnd::escalates},
                                    ClockRow{Clock::confirm, 10, ClockEnd::escalates},
                                    ClockRow{Clock::late_recheck, 10, ClockEnd::escalates},
                                    ClockRow{Clock::answer, 5, ClockEnd::lapses, 2},
                                    ClockRow{Clock::info, 10, ClockEnd::back_to_received},
                                    ClockRow{Clock::returned, 30, ClockEnd::lapses, 2},
                                    ClockRow{Clock::reconfirm_waitlist, 20, ClockEnd::lapses},
                                    ClockRow{Clock::first_help, 15, ClockEnd::escalates},
                                    ClockRow{Clock::feedback, 10, ClockEnd::escalates},
                                    ClockRow{Clock::objection, 10, ClockEnd::escalates},
                                    ClockRow{Clock::consent, 20, ClockEnd::consent_ends, 1},
                                    ClockRow{Clock::worry, 3, ClockEnd::escalates}};

// Limits that lifecycle.md names in words; defaults too.
inline constexpr std::chrono::hours kUrgentAnswer{24}; // instead of the answer clock
inline constexpr std::chrono::minutes kTakeBack{10};   // how long an act may be taken back
inline constexpr int kCoolDownDays = 180;              // calendar days without a new offer to that program
inline constexpr int kHopLimit = 5;                    // organizations the system tries for one need
inline constexpr int kMostSuspendedDays = 60;          // working days
inline constexpr int kMostQuestions = 2;               // a charity asks for facts at most twice
inline constexpr int kCannotReachSuspends = 2;         // declines of that reason
inline constexpr int kUnreachableDays = 20;            // working days such a suspension lasts

} // namespace models
