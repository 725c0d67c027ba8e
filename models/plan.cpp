#include "models/plan.hpp"
#include <array>

namespace models {

namespace {

using enum PlanState;
constexpr unsigned kCounty = static_cast<unsigned>(Side::county);
constexpr unsigned kSystem = static_cast<unsigned>(Side::system);

constexpr std::array kMoves{
    PlanMove{PlanAct::propose, std::nullopt, proposed, kSystem | kCounty},
    PlanMove{PlanAct::change_line, proposed, proposed, kCounty},
    PlanMove{PlanAct::approve, proposed, approved, kCounty},
    PlanMove{PlanAct::start, approved, running, kCounty | kSystem},
    PlanMove{PlanAct::re_plan, running, running, kSystem | kCounty},
    PlanMove{PlanAct::finish, running, done, kSystem},
    PlanMove{PlanAct::discard, proposed, discarded, kCounty | kSystem},
    PlanMove{PlanAct::discard, approved, discarded, kCounty | kSystem},
};

} // namespace

std::span<const PlanMove> plan_moves() { return kMoves; }

bool is_end(PlanState state) { return state == done || state == discarded; }

} // namespace models
