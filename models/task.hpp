#pragma once
#include "models/names.hpp"
#include "models/side.hpp"
#include <array>

namespace models {

// What a task asks for; what it is about is in its row (referral, offer, need, program).
enum class TaskKind {
    follow_decline,  // the effects of a decline, or without a reason of a waiting list, once not taken back
    next_best,       // another program is to be tried for the need
    ask_consent,     // the next best program's organization may not be told yet
    decide_next,     // no standing rule, or its tries are used up: the county offers, or does not
    confirm_contact, // nobody reached the family
    look_at_facts,   // an organization found that the family does not fit
    look_at_rule,    // so may the program's rule, which said that it fits
    ask_need_anew,   // the family did not want this help
    check_duplicate, // an organization says that the family is helped already
    read_reason,     // declined for another reason
    resume,          // a suspension is over
    second_person,   // something that two officers have to want
    close,           // nothing is left to be done for the family
    pass_on,         // an organization asks that another one take it over
    narrow_area      // too far away: an organization asks that its program serve a smaller area
};
template <>
inline constexpr auto kNames<TaskKind> = names<TaskKind>({{TaskKind::follow_decline, "follow_decline"},
                                                          {TaskKind::next_best, "next_best"},
                                                          {TaskKind::ask_consent, "ask_consent"},
                                                          {TaskKind::decide_next, "decide_next"},
                                                          {TaskKind::confirm_contact, "confirm_contact"},
                                                          {TaskKind::look_at_facts, "look_at_facts"},
                                                          {TaskKind::look_at_rule, "look_at_rule"},
                                                          {TaskKind::ask_need_anew, "ask_need_anew"},
                                                          {TaskKind::check_duplicate, "check_duplicate"},
                                                          {TaskKind::read_reason, "read_reason"},
                                                          {TaskKind::resume, "resume"},
                                                          {TaskKind::second_person, "second_person"},
                                                          {TaskKind::close, "close"},
                                                          {TaskKind::pass_on, "pass_on"},
                                                          {TaskKind::narrow_area, "narrow_area"}});

// Whose it is, and the working days it may take; 0: the task itself says by when.
struct TaskRule {
    TaskKind kind{};
    Side side{};
    int working_days{};
};
inline constexpr std::array kTaskRules{TaskRule{TaskKind::follow_decline, Side::system, 0},
                                       TaskRule{TaskKind::next_best, Side::system, 0},
                                       TaskRule{TaskKind::ask_consent, Side::township, 5},
                                       TaskRule{TaskKind::decide_next, Side::county, 3},
                                       TaskRule{TaskKind::confirm_contact, Side::township, 3},
                                       TaskRule{TaskKind::look_at_facts, Side::township, 5},
                                       TaskRule{TaskKind::look_at_rule, Side::charity, 10},
                                       TaskRule{TaskKind::ask_need_anew, Side::county, 5},
                                       TaskRule{TaskKind::check_duplicate, Side::county, 3},
                                       TaskRule{TaskKind::read_reason, Side::county, 3},
                                       TaskRule{TaskKind::resume, Side::county, 0},
                                       TaskRule{TaskKind::second_person, Side::county, 5},
                                       TaskRule{TaskKind::close, Side::county, 5},
                                       TaskRule{TaskKind::pass_on, Side::county, 3},
                                       TaskRule{TaskKind::narrow_area, Side::charity, 10}};
constexpr const TaskRule& rule_of(TaskKind kind) { return kTaskRules.at(static_cast<std::size_t>(kind)); }

} // namespace models
