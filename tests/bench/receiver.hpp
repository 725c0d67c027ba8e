#pragma once
#include "tests/bench/figures.hpp"
#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace bench {

// A receiver of webhooks in this process: a thread for each connection; of every ten requests it fails so
// many. Remembers when each message was taken in, by the number in its body ("subject":"offer/17").
class Receiver {
public:
    Receiver();
    ~Receiver();
    Receiver(const Receiver&) = delete;
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
    void begin(std::size_t messages, int fails_of_ten); // forgets what was before
    std::size_t taken() const { return taken_; }
    std::vector<std::optional<Clock::time_point>> times() const;
    std::size_t twice() const { return twice_; }

private:
    void accept();
    void serve(int connection);
    bool take(const std::string& body);

    int socket_{};
    std::uint16_t port_{};
    std::atomic<bool> ending_{false};
    std::atomic<std::size_t> taken_{0}, twice_{0}, asked_{0};
    std::atomic<int> fails_{0};
    mutable std::mutex mutex_;
    std::vector<std::optional<Clock::time_point>> times_;
    std::list<std::jthread> threads_;
    std::jthread accepting_;
};

} // namespace bench
