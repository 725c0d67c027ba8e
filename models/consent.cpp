#include "models/consent.hpp"

namespace models {

bool needs_guardian(Date birth, Date on) { return age_on(birth, on).value_or(0) < kGuardianBelowAge; }

} // namespace models
