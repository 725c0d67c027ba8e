#pragma once
#include "models/rule.hpp"
#include <rapidcheck.h>

// Random values and rules over the whole table of facts. Shapes are right; what contradicts itself is left to
// the checker.
namespace tests {

rc::Gen<models::FactValue> any_value_of(const models::FactRow&);
rc::Gen<models::Rule> any_rule(); // all kinds, every fact, every operator that suits it

} // namespace tests
