#pragma once
#include "matching/progress.hpp"
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

} // namespace bench
