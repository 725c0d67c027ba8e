#pragma once
#include "server/http/feed.hpp"
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace server::net {

// What event streams tell: one look for all of them, as often as somebody follows.
class Feed {
public:
    explicit Feed(std::size_t most) : most_(most) {}
    bool admits(); // true: counted, call leaves() once
    void leaves() { --followers_; }
    std::size_t followers() const { return followers_; }
    bool publish(FeedTexts texts); // false: all is as it was
    // Of a topic that nothing is known of "0"; nothing: nobody has looked yet.
    std::optional<std::string> text_of(const std::string& topic) const;

private:
    const std::size_t most_;
    std::atomic<std::size_t> followers_{0};
    mutable std::mutex mutex_;
    std::shared_ptr<const FeedTexts> texts_;
};

} // namespace server::net
