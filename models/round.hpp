#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/names.hpp"
#include "models/side.hpp"
#include "models/time.hpp"
#include <array>
#include <optional>
#include <string>

namespace models {

enum class RoundState { queued, running, proposed, approved, discarded, cancelled, failed };
template <>
inline constexpr auto kNames<RoundState> = names<RoundState>({{RoundState::queued, "queued"},
                                                              {RoundState::running, "running"},
                                                              {RoundState::proposed, "proposed"},
                                                              {RoundState::approved, "approved"},
                                                              {RoundState::discarded, "discarded"},
                                                              {RoundState::cancelled, "cancelled"},
                                                              {RoundState::failed, "failed"}});

// Why a round came to nothing: the server was stopped, it or its database broke down meanwhile, the second
// look did not confirm a figure.
enum class RoundFailure { stopped, interrupted, broken, not_confirmed };
template <>
inline constexpr auto kNames<RoundFailure> =
    names<RoundFailure>({{RoundFailure::stopped, "stopped"},
                         {RoundFailure::interrupted, "interrupted"},
                         {RoundFailure::broken, "broken"},
                         {RoundFailure::not_confirmed, "not_confirmed"}});

enum class RoundAct { open, begin, propose, fail, cancel, approve, discard };
template <>
inline constexpr auto kNames<RoundAct> = names<RoundAct>({{RoundAct::open, "open"},
                                                          {RoundAct::begin, "begin"},
                                                          {RoundAct::propose, "propose"},
                                                          {RoundAct::fail, "fail"},
                                                          {RoundAct::cancel, "cancel"},
                                                          {RoundAct::approve, "approve"},
                                                          {RoundAct::discard, "discard"}});

struct RoundMove {
    RoundAct act{};
    std::optional<RoundState> from;
    RoundState to{};
    unsigned sides{};
};

// The county opens and decides, the system works it out. What is proposed holds no place and no money.
inline constexpr std::array kRoundMoves{
    RoundMove{RoundAct::open, std::nullopt, RoundState::queued, static_cast<unsigned>(Side::county)},
    RoundMove{RoundAct::begin, RoundState::queued, RoundState::running, static_cast<unsigned>(Side::system)},
    RoundMove{RoundAct::propose, RoundState::running, RoundState::proposed,
              static_cast<unsigned>(Side::system)},
    RoundMove{RoundAct::fail, RoundState::running, RoundState::failed, static_cast<unsigned>(Side::system)},
    RoundMove{RoundAct::cancel, RoundState::queued, RoundState::cancelled,
              static_cast<unsigned>(Side::county)},
    RoundMove{RoundAct::cancel, RoundState::running, RoundState::cancelled,
              static_cast<unsigned>(Side::county)},
    RoundMove{RoundAct::approve, RoundState::proposed, RoundState::approved,
              static_cast<unsigned>(Side::county)},
    RoundMove{RoundAct::discard, RoundState::proposed, RoundState::discarded,
              static_cast<unsigned>(Side::county)}};

// Nothing: not in the table.
constexpr std::optional<RoundState> after(RoundState from, RoundAct act)
{
    for (const auto& move : kRoundMoves)
        if (move.act == act && move.from == from) return move.to;
    return std::nullopt;
}

constexpr bool is_end(RoundState state)
{
    return state != RoundState::queued && state != RoundState::running && state != RoundState::proposed;
}

using RoundId = Id<struct AllocationRound>;
using PlanLineId = Id<struct PlanLine>;

// One allocation of places and money over many needs, as a list and the head of a page need it.
struct AllocationRound {
    RoundId id;
    std::string name;
    RoundState state = RoundState::queued;
    Area area; // whose families
    AccountId opened_by;
    Time opened_at{};
    std::string seed;        // public, for the lottery
    bool slowly = false;     // demo only: takes half a minute, so that somebody can watch
    std::int64_t permille{}; // how much is worked out
    std::optional<RoundFailure> failure;
    std::optional<Time> as_of; // the instant its facts and rules are of
    std::optional<Time> ended_at;
    AccountId decided_by;
    std::int64_t awards{}; // how many are proposed
    std::int64_t version{};
};

} // namespace models
