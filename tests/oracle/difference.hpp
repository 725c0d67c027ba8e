#pragma once
#include "tests/oracle/oracle.hpp"

namespace oracle {

// What differs between the engine's candidate and the slow matcher's, in one word; empty: nothing.
std::string difference(const matching::Candidate& ours, const Judged& theirs);

} // namespace oracle
