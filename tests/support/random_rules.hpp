#pragma once
#include "models/rule.hpp"
#include "tests/support/dice.hpp"
#include <rapidcheck.h>

// Random values and rules over the whole table of facts. Shapes are right; what contradicts itself is left to
// the checker.
namespace tests {

models::Date any_date(Dice&); // mostly of these years
std::string any_code(const models::FactRow&, Dice&);
models::FactValue any_value_of(const models::FactRow&, Dice&);
models::Leaf any_leaf_of(const models::FactRow&, Dice&);

enum class Inside { household, member }; // where a rule stands
// All kinds, every fact, every operator that suits it. `depth` from 1: the deeper it begins, the smaller.
models::Rule any_rule(Dice&, int depth = 1, Inside = Inside::household);

rc::Gen<models::FactValue> any_value_of(const models::FactRow&);
rc::Gen<models::Rule> any_rule();

} // namespace tests
