#pragma once
#include "matching/pair.hpp"

// Inside of what_if and test_drive: a family before one version of a program, open or not.
namespace matching {

// Whatever is open to the program: its state, its places and its money are not the question.
models::Program at_large(models::Program);

// One family before one version.
struct Stand {
    Verdict eligible = Verdict::no;
    std::size_t need{};
    AwardFound award;
};
Stand stand_of(const Pair&, std::size_t need);
bool is_better(const Stand&, const Stand&);

// Exactly one line of the rule refuses, and it may change.
bool is_near(const Pair&);

} // namespace matching
