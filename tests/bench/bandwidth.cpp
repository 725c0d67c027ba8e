#include "tests/bench/bandwidth.hpp"
#include "tests/bench/figures.hpp"
#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

namespace bench {

namespace {

constexpr std::size_t kNumbers = 8'000'000; // 64 MB each array
constexpr int kPasses = 6;

struct Arrays {
    std::vector<double> a = std::vector<double>(kNumbers, 1), b = a, c = a;
    void pass()
    {
        for (std::size_t i = 0; i < kNumbers; ++i) a[i] = b[i] + 3 * c[i];
    }
};

} // namespace

double memory_bandwidth(std::size_t threads)
{
    std::vector<Arrays> all(threads);
    double best = 0;
    for (int pass = 0; pass < kPasses; ++pass) {
        const auto began = Clock::now();
        {
            std::vector<std::jthread> workers;
            for (auto& one : all) workers.emplace_back([&one] { one.pass(); });
        }
        const auto seconds = std::chrono::duration<double>(Clock::now() - began).count();
        best = std::max(best, static_cast<double>(threads * 3 * kNumbers * sizeof(double)) / seconds);
    }
    return best;
}

} // namespace bench
