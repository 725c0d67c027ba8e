#pragma once
#include "models/names.hpp"

namespace models {

// lifecycle.md: recorded → confirmed (family or spot check) · reversed (counter-entry). Nothing is
// overwritten.
enum class DeliveryState { recorded, confirmed, reversed };
template <>
inline constexpr auto kNames<DeliveryState> = names<DeliveryState>({{DeliveryState::recorded, "recorded"},
                                                                    {DeliveryState::confirmed, "confirmed"},
                                                                    {DeliveryState::reversed, "reversed"}});

} // namespace models
