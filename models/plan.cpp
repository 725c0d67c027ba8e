#include "models/plan.hpp"
#include <algorithm>
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

static const PlanMove* find_move(PlanState from, PlanAct act)
{
    const auto at = std::ranges::find_if(
        kMoves, [&](const PlanMove& move) { return move.from == from && move.act == act; });
    return at == kMoves.end() ? nullptr : &*at;
}

std::span<const PlanMove> plan_moves() { return kMoves; }

std::optional<PlanState> after(PlanState from, PlanAct act)
{
    const auto* move = find_move(from, act);
    return move ? move->to : std::nullopt;
}

bool may(Side side, PlanState from, PlanAct act)
{
    const auto* move = find_move(from, act);
    return move && has_side(move->sides, side);
}

bool is_end(PlanState state) { return state == done || state == discarded; }

} // namespace models
