#pragma once
#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "server/channels/courier.hpp"
#include "server/config.hpp"
#include "tests/support/keys.hpp"
#include "tests/support/node_script.hpp"
#include "tests/support/page_world.hpp"
#include <mutex>

// A world with an outbox, and a courier that carries what waits in it.
namespace carrying {

using Carrying = std::unique_ptr<server::channels::Courier>;

inline constexpr models::Pauses kShort{std::chrono::milliseconds{0},   std::chrono::milliseconds{20},
                                       std::chrono::milliseconds{40},  std::chrono::milliseconds{60},
                                       std::chrono::milliseconds{80},  std::chrono::milliseconds{100},
                                       std::chrono::milliseconds{100}, std::chrono::milliseconds{100},
                                       std::chrono::milliseconds{100}, std::chrono::milliseconds{100}};
inline constexpr models::Office kDesk{models::Side::county, support::kCounty, {}, false};

struct Outbox : support::PageWorld {
    Outbox();
    models::Time passed() const; // the world's time, which goes on
    models::ChannelId channel(const store::ChannelRow&);
    models::ChannelId hook(const std::string& url, const std::string& secret = kSecret);
    models::ChannelId mail(const std::string& address, models::ChannelState = models::ChannelState::on);
    void tell(std::int64_t offer, const char* about = "offer.accept");
    Carrying courier(const server::channels::CourierManner&);
    store::ChannelRow channel_row(models::ChannelId);
    store::DispatchRow only(models::ChannelId);
    // Waits until nothing waits any more, or ten seconds.
    bool all_ended();
    std::string value(const char* sql);

    static constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    std::mutex writing;

private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

server::channels::CourierManner quickly();

} // namespace carrying
