#pragma once
#include <cstddef>

namespace bench {

// Bytes a second that so many threads move through memory together: a[i] = b[i] + 3 × c[i] over arrays far
// larger than any cache, the best of several passes. What a cache line costs to be written, once.
double memory_bandwidth(std::size_t threads);

} // namespace bench
