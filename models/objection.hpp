#pragma once
#include "models/names.hpp"

namespace models {

enum class ObjectionKind { objection, complaint };
template <>
inline constexpr auto kNames<ObjectionKind> =
    names<ObjectionKind>({{ObjectionKind::objection, "objection"}, {ObjectionKind::complaint, "complaint"}});

enum class ObjectionState { open, upheld, dismissed };
template <>
inline constexpr auto kNames<ObjectionState> =
    names<ObjectionState>({{ObjectionState::open, "open"},
                           {ObjectionState::upheld, "upheld"},
                           {ObjectionState::dismissed, "dismissed"}});

} // namespace models
