#pragma once
#include "models/names.hpp"
#include "models/side.hpp"
#include <array>
#include <optional>

namespace models {

// Help that arrived. Nothing is overwritten: what was wrong is reversed by a counter-entry.
enum class DeliveryState { recorded, confirmed, reversed };
template <>
inline constexpr auto kNames<DeliveryState> = names<DeliveryState>({{DeliveryState::recorded, "recorded"},
                                                                    {DeliveryState::confirmed, "confirmed"},
                                                                    {DeliveryState::reversed, "reversed"}});

enum class DeliveryAct { record, confirm, reverse };
template <>
inline constexpr auto kNames<DeliveryAct> = names<DeliveryAct>(
    {{DeliveryAct::record, "record"}, {DeliveryAct::confirm, "confirm"}, {DeliveryAct::reverse, "reverse"}});

struct DeliveryMove {
    DeliveryAct act{};
    std::optional<DeliveryState> from;
    DeliveryState to{};
    unsigned sides{};
    bool reason_required = false;
};

// The family confirms, or an officer who saw it at a spot check.
inline constexpr std::array kDeliveryMoves{
    DeliveryMove{DeliveryAct::record, std::nullopt, DeliveryState::recorded,
                 static_cast<unsigned>(Side::charity)},
    DeliveryMove{DeliveryAct::confirm, DeliveryState::recorded, DeliveryState::confirmed,
                 Side::family | Side::township | Side::county},
    DeliveryMove{DeliveryAct::reverse, DeliveryState::recorded, DeliveryState::reversed,
                 Side::charity | Side::county | Side::system, true},
    DeliveryMove{DeliveryAct::reverse, DeliveryState::confirmed, DeliveryState::reversed,
                 Side::charity | Side::county | Side::system, true}};

constexpr bool is_end(DeliveryState state) { return state == DeliveryState::reversed; }

} // namespace models
