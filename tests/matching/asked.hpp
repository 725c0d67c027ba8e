#pragma once
#include "matching/explain.hpp"
#include "tests/matching/given.hpp"

// What the engine asks of a family before some programs, and one answer of a question.
namespace asked {

// Programs with these rules, numbered in this order.
std::vector<matching::Question> ask(const matching::Family&, std::vector<models::Rule>,
                                    matching::Limit limit = 3);

// The answer under which this value stands; nullptr: none.
const matching::Answer* answer(const matching::Question&, const models::FactValue&);

} // namespace asked
