#pragma once
#include "tests/bench/report.hpp"
#include "tests/bench/site.hpp"
#include "tests/bench/wishes.hpp"
#include <sys/types.h>

namespace bench {

// The server with the demo's data, idle: when nobody has asked yet, and after reads.
// `postgresql`: its first process, with the same data in it, to compare with; 0: it was left out.
class MemoryAtRest {
public:
    MemoryAtRest(const Serving&, const Site&, pid_t postgresql, const Wishes&); // measures it fresh
    void measure_used();
    Section told() const;

private:
    const Serving& server_;
    std::size_t fresh_, used_ = 0, data_, postgresql_ = 0;
};

} // namespace bench
