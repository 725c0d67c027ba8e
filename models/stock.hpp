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

} // namespace models
