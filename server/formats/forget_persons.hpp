#pragma once
#include "models/household.hpp"

namespace server {

// Takes out of a household whatever names a person or was written in words: what may go to the engine is
// left.
void forget_persons(models::Household&);

} // namespace server
