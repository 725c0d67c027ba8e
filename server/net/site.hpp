#pragma once
#include "server/config.hpp"
#include "server/http/library.hpp"
#include "server/http/route.hpp"
#include "server/net/feed.hpp"
#include "server/net/lane.hpp"
#include <atomic>
#include <functional>

namespace server::net {

// What all connections share: tables, lanes, the clock. Made before the first connection, gone after the
// last.
struct Site {
    std::shared_ptr<const Config> config;
    std::shared_ptr<const Library> library;
    const Router* router{};
    std::function<models::Time()> now;
    Lane read, write, work, hash;
    std::atomic<std::uint64_t> requests{0};
    std::string run; // beginning of every request id
    Feed feed;
};

} // namespace server::net
