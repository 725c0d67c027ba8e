#pragma once
#include "matching/progress.hpp"
#include <functional>

namespace server::rounds {

// So many threads for a long run; `tell` as in matching::Progress, called by one thread at a time.
matching::Progress crew(std::size_t threads, std::function<bool(int permille)> tell = {});

} // namespace server::rounds
