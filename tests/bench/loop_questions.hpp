#pragma once
#include "tests/bench/loop_site.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/wishes.hpp"

namespace bench {

// With so many offers in the inbox and so many people helped: pages of one and questions for the other over
// HTTP, beside the one statement each needs.
void measure_questions(const Serving&, const LoopSite&, const std::vector<std::string>& helped,
                       const std::string& database, const Wishes&, Section&);

} // namespace bench
