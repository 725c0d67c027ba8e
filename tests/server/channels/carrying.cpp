#include "tests/server/channels/carrying.hpp"
#include "server/channels/routes.hpp"
#include <thread>

namespace carrying {

using namespace models;
using namespace std::chrono_literals;

Outbox::Outbox() : PageWorld(server::channels::routes())
{
    // The receivers look at the time, too.
    now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    auto config = std::make_shared<server::Config>();
    config->outbound_networks = "127.0.0.1";
    config->base_url = "https://parasol.example";
    library->config = config;
}

Time Outbox::passed() const
{
    return now +
           std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began_);
}

ChannelId Outbox::channel(const store::ChannelRow& row)
{
    const std::lock_guard lock(writing);
    return db.write([&](store::Writer& w) { return store::insert_channel(w, row, now); });
}

ChannelId Outbox::hook(const std::string& url, const std::string& secret)
{
    store::ChannelRow row{
        .kind = ChannelKind::webhook, .state = ChannelState::on, .account = county().account};
    row.office = kDesk;
    row.topics = {"offer", "referral", "clock"};
    row.keys.target = url;
    row.keys.secret = secret;
    return channel(row);
}

ChannelId Outbox::mail(const std::string& address, ChannelState state)
{
    store::ChannelRow row{.kind = ChannelKind::mail, .state = state, .account = county().account};
    row.keys.target = address;
    return channel(row);
}

void Outbox::tell(std::int64_t offer, const char* about)
{
    const std::lock_guard lock(writing);
    db.write([&](store::Writer& w) {
        store::insert_notice(w,
                             {.about = about,
                              .noun = store::NoticeNoun::offer,
                              .noun_id = offer,
                              .reference = "ZJ-520324-2026-000417",
                              .to = kDesk,
                              .shown_from = now},
                             now);
    });
}

Carrying Outbox::courier(const server::channels::CourierManner& manner)
{
    auto courier = std::make_unique<server::channels::Courier>(library, db.url(), db.vault(), manner);
    courier->begin(
        [this](const auto& change) {
            const std::lock_guard lock(writing);
            db.write([&](store::Writer& w) { change(w); });
            return true;
        },
        [this] { return passed(); });
    return courier;
}

store::ChannelRow Outbox::channel_row(ChannelId id)
{
    return db.read([&](store::Reader& r) { return store::find_channel(r, id).value(); });
}

store::DispatchRow Outbox::only(ChannelId id)
{
    return db.read([&](store::Reader& r) { return store::list_dispatches(r, id, 50).at(0); });
}

bool Outbox::all_ended()
{
    for (int step = 0; step < 400; ++step, std::this_thread::sleep_for(25ms))
        if (value("SELECT COUNT(*) FROM dispatch WHERE state = 'waiting'") == "0") return true;
    return false;
}

std::string Outbox::value(const char* sql)
{
    const std::lock_guard lock(writing);
    return db.value_of(sql);
}

server::channels::CourierManner quickly() { return {.pauses = kShort, .whole = 2s}; }

} // namespace carrying
