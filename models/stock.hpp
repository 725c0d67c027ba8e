#pragma once
#include "models/id.hpp"
#include "models/names.hpp"

namespace models {

using StockItemId = Id<struct StockItem>;

// How goods come and go: received, handed out with a delivery, counted anew (盘点).
enum class StockAct { receive, hand_out, count };
template <>
inline constexpr auto kNames<StockAct> = names<StockAct>(
    {{StockAct::receive, "receive"}, {StockAct::hand_out, "hand_out"}, {StockAct::count, "count"}});

// Why what was counted is not what the book says.
enum class CountReason { damaged, expired, lost, found, miscounted };
template <>
inline constexpr auto kNames<CountReason> = names<CountReason>({{CountReason::damaged, "damaged"},
                                                                {CountReason::expired, "expired"},
                                                                {CountReason::lost, "lost"},
                                                                {CountReason::found, "found"},
                                                                {CountReason::miscounted, "miscounted"}});

} // namespace models
