#pragma once
#include "tests/bench/figures.hpp"
#include "tests/bench/site.hpp"
#include <atomic>
#include <chrono>
#include <mutex>

// What a server without group commit would do: each client in a thread of its own runs the very handler of
// POST /api/v1/referrals in a transaction of its own. There is no HTTP and nobody signs in.
namespace bench {

// A family that is to be referred, and by whom.
struct Posting {
    std::size_t reporter{};
    std::string json;
};

class PlainPosts {
public:
    enum class Connections { one_each, one_for_all }; // for all: each waits for its turn, nobody sleeps
    PlainPosts(const DemoData&, const Site&, std::size_t clients, Connections);

    // Each client takes the next family until the time is over; how many a second counts what was committed
    // by then. Throws what a client threw.
    Sample round(const std::vector<Posting>&, std::chrono::milliseconds);
    std::int64_t kept() const { return kept_; }         // referrals, all rounds
    std::int64_t tried_again() const { return again_; } // the database was busy for longer than it waits

private:
    struct Round;
    void work(std::size_t client, Round&);
    bool insert(store::Connection&, const Posting&);

    const DemoData& data_;
    std::vector<Reporter> reporters_;
    std::vector<std::unique_ptr<store::Connection>> connections_;
    std::size_t clients_;
    std::mutex turn_;
    std::atomic<std::int64_t> kept_ = 0, again_ = 0;
};

} // namespace bench
