#pragma once
#include "models/names.hpp"
#include "models/side.hpp"
#include <optional>
#include <span>

namespace models {

enum class PlanState { proposed, approved, running, done, discarded };
template <>
inline constexpr auto kNames<PlanState> = names<PlanState>({{PlanState::proposed, "proposed"},
                                                            {PlanState::approved, "approved"},
                                                            {PlanState::running, "running"},
                                                            {PlanState::done, "done"},
                                                            {PlanState::discarded, "discarded"}});

enum class PlanAct { propose, change_line, approve, start, re_plan, finish, discard };
template <>
inline constexpr auto kNames<PlanAct> = names<PlanAct>({{PlanAct::propose, "propose"},
                                                        {PlanAct::change_line, "change_line"},
                                                        {PlanAct::approve, "approve"},
                                                        {PlanAct::start, "start"},
                                                        {PlanAct::re_plan, "re_plan"},
                                                        {PlanAct::finish, "finish"},
                                                        {PlanAct::discard, "discard"}});

struct PlanMove {
    PlanAct act{};
    std::optional<PlanState> from, to;
    unsigned sides{};
};

// lifecycle.md "Plan".
std::span<const PlanMove> plan_moves();
std::optional<PlanState> after(PlanState from, PlanAct act); // nothing: not in the table
bool may(Side, PlanState from, PlanAct act);
bool is_end(PlanState); // done, discarded

} // namespace models
