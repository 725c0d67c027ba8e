#pragma once
#include "models/area.hpp"
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace tests {

// Where random things come from: a seed, or a generator of rapidcheck that shrinks. One draw a statement, or
// compilers make different data.
class Dice {
public:
    using Draw = std::function<std::int64_t(std::int64_t low, std::int64_t high)>;
    explicit Dice(Draw draw) : draw_(std::move(draw)) {}
    explicit Dice(std::uint64_t seed)
        : draw_([engine = std::mt19937_64(seed)](std::int64_t low, std::int64_t high) mutable {
              const auto size = static_cast<std::uint64_t>(high - low) + 1;
              return low + static_cast<std::int64_t>(engine() % size);
          })
    {
    }

    std::int64_t between(std::int64_t low, std::int64_t high) { return draw_(low, high); }
    int small(int low, int high) { return static_cast<int>(between(low, high)); }
    bool coin() { return between(0, 1) == 1; }
    bool one_in(std::int64_t n) { return between(1, n) == 1; }
    template <class Value> const Value& pick(const std::vector<Value>& from)
    {
        return from[static_cast<std::size_t>(between(0, std::ssize(from) - 1))];
    }
    template <class Value> Value pick(std::initializer_list<Value> from)
    {
        return from.begin()[between(0, std::ssize(from) - 1)];
    }

    // Places it draws from.
    std::vector<models::Area> areas{{520000000000}, {520300000000}, {520324000000}, {520324103000},
                                    {520324103207}, {520525005000}, {440309000000}};

private:
    Draw draw_;
};

} // namespace tests
