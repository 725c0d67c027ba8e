#include "server/rounds/crew.hpp"
#include <thread>
#include <vector>

namespace server::rounds {

matching::Progress crew(std::size_t threads, std::function<bool(int permille)> tell)
{
    matching::Progress progress;
    progress.tell = std::move(tell);
    progress.workers = std::max<std::size_t>(1, threads);
    if (threads < 2) return progress;
    progress.with_all = [threads](const std::function<void(std::size_t)>& work) {
        std::vector<std::jthread> others;
        for (std::size_t worker = 1; worker < threads; ++worker)
            others.emplace_back([&work, worker] { work(worker); });
        work(0); // who calls also works, and alone is told of progress
    };
    return progress;
}

} // namespace server::rounds
