#pragma once
#include <algorithm>
#include <atomic>
#include <functional>

namespace matching {

// How a long run is watched, stopped and helped from outside: matching/ itself knows neither clock nor
// threads. Results never depend on how many workers there are.
struct Progress {
    std::function<bool(int permille)> tell; // so much is done (0 … 1000); false: stop. Empty: nobody listens
    std::size_t workers = 1;                // at least 1
    std::function<void(const std::function<void(std::size_t worker)>&)>
        with_all; // runs it once for each worker,
                  // at the same time; empty: in turn
    bool goes_on(int permille) const { return !tell || tell(permille); }
    void share(const std::function<void(std::size_t worker)>& work) const
    {
        if (with_all) return with_all(work);
        for (std::size_t worker = 0; worker < workers; ++worker) work(worker);
    }
    // The numbers below `count`, in runs that workers take as they come. `begin(worker)` gives what that
    // worker then does with each number.
    template <class Begin> void share_out(std::size_t count, const Begin& begin) const
    {
        constexpr std::size_t kRun = 1024;
        std::atomic<std::size_t> next = 0;
        share([&](std::size_t worker) {
            auto work = begin(worker);
            for (auto from = next.fetch_add(kRun); from < count; from = next.fetch_add(kRun))
                for (auto i = from; i < std::min(from + kRun, count); ++i) work(i);
        });
    }
};

} // namespace matching
