#pragma once
#include <cstdint>

namespace server::simulate {

// Random whole numbers that are the same on every machine: SplitMix64, whose n-th number of a stream is a
// fixed function of the stream's start. No standard distribution. One draw a statement: within an expression
// compilers choose the order.
class Chance {
public:
    explicit Chance(std::uint64_t start) : state_(start) {}
    // A stream of its own for the n-th thing of a kind, so that neither order nor threads matter.
    static Chance of(std::uint64_t seed, std::uint64_t kind, std::uint64_t n)
    {
        Chance chance(seed);
        chance.state_ = chance.next() ^ (kind << 56);
        chance.state_ = chance.next() + n;
        return Chance(chance.next());
    }

    std::uint64_t next()
    {
        state_ += 0x9E3779B97F4A7C15U;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31);
    }
    // 0 … bound - 1, from the upper half of a number: 2^-32 is the most by which one of them is likelier.
    std::int64_t below(std::int64_t bound)
    {
        const auto upper = next() >> 32;
        return static_cast<std::int64_t>((upper * static_cast<std::uint64_t>(bound)) >> 32); // bound < 2^32
    }
    std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
    bool happens(std::int64_t permille) { return below(1000) < permille; }

private:
    std::uint64_t state_;
};

} // namespace server::simulate
