#pragma once
#include "matching/progress.hpp"
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace bench {

inline matching::Progress on_threads(std::size_t count)
{
    matching::Progress progress;
    progress.workers = count;
    progress.with_all = [count](const std::function<void(std::size_t)>& work) {
        std::vector<std::jthread> others;
        for (std::size_t worker = 1; worker < count; ++worker) others.emplace_back(work, worker);
        work(0);
    };
    return progress;
}

// work(0) … work(count - 1), each in a thread of its own; throws what one of them threw.
inline void in_threads(std::size_t count, const std::function<void(std::size_t)>& work)
{
    std::mutex writing;
    std::exception_ptr broken;
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back([&, i] {
                try {
                    work(i);
                } catch (...) {
                    const std::lock_guard guard(writing);
                    broken = std::current_exception();
                }
            });
    }
    if (broken) std::rethrow_exception(broken);
}

} // namespace bench
