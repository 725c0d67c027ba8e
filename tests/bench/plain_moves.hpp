#pragma once
#include "tests/bench/figures.hpp"
#include "tests/bench/loop_site.hpp"
#include <atomic>
#include <mutex>
#include <span>

// What offer, opening, answer, delivery and completion need of the database, and nothing else: each in a
// transaction of its own with the store's statements; no HTTP, nobody who signs in, no rule, no matching, no
// page.
namespace bench {

class PlainMoves {
public:
    enum class Connections { one_each, one_for_all }; // for all: each waits for its turn
    PlainMoves(const LoopSite&, std::size_t clients, Connections);

    // Each client takes the next family through its moves until the time is over or no family is left. Throws
    // what a client threw.
    Sample round(std::span<const LoopFamily>, std::chrono::milliseconds);
    std::int64_t kept() const { return kept_; } // moves, all rounds

private:
    struct Round;
    void work(std::size_t client, Round&);
    template <class Move> void move(store::Connection&, Round&, std::vector<double>& times, Move);
    const LoopSite& loop_;
    std::vector<std::unique_ptr<store::Connection>> connections_;
    std::size_t clients_;
    std::mutex turn_;
    std::atomic<std::int64_t> kept_ = 0;
};

} // namespace bench
