#include "server/channels/courier.hpp"
#include "models/store/audit.hpp"
#include "server/channels/outgoing.hpp"
#include "server/config.hpp"
#include "server/log/log.hpp"
#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <random>
#include <thread>

namespace server::channels {

using namespace models;
using namespace std::chrono_literals;

namespace {

constexpr auto kBetweenLooks = 250ms, kBetweenTries = 500ms, kShortest = 20ms, kLastWait = 2000ms,
               kLastKeeping = 3000ms;

// One that is claimed by us.
struct Carried {
    store::DispatchRow row; // tries as they were before
    Time began{};
};

sending::Limits limits_of(const Config& config, const CourierManner& manner)
{
    return {.allowed = sending::read_networks(config.outbound_networks),
            .ca_file = config.outbound_ca,
            .whole = manner.whole};
}

std::uint64_t key_of(DispatchId id) { return static_cast<std::uint64_t>(id.value); }

} // namespace

struct Courier::Inside {
    std::shared_ptr<const Library> library;
    std::string database;
    std::shared_ptr<const store::Vault> vault;
    CourierManner manner;
    sending::Sender sender;
    Change change = {};
    std::function<Time()> now = {};
    std::atomic<bool> ending{false};
    std::thread thread;
    std::minstd_rand dice{std::random_device{}()};
    std::deque<Carried> claimed; // not under way yet
    std::map<std::uint64_t, Carried> carried;
    std::map<ChannelId, std::size_t> busy; // under way of each channel
    ChannelId served;                      // whose turn was the last
    std::vector<store::Tried> tried;       // to be kept
    std::vector<std::pair<ChannelId, OffReason>> ended_channels;

    void run();
    void carry(store::Connection&);
    void finish();
    void listen(std::chrono::milliseconds most);
    std::vector<ChannelId> in_turn(std::vector<ChannelId>) const;
    std::vector<store::DispatchRow> look(store::Connection&);
    void keep_and_claim(const std::vector<store::DispatchRow>&);
    std::optional<Outgoing> message_of(store::Connection&, const Carried&);
    void dispatch(store::Connection&, const Carried&);
    void heard(const sending::Answer&);
    store::Tried outcome_of(const Carried&, const sending::Answer&);
};

Courier::Courier(std::shared_ptr<const Library> library, std::string database,
                 std::shared_ptr<const store::Vault> vault, const CourierManner& manner)
    : inside_(new Inside{.library = library,
                         .database = std::move(database),
                         .vault = std::move(vault),
                         .manner = manner,
                         .sender = sending::Sender(limits_of(*library->config, manner))})
{
}

Courier::~Courier() { end(); }

void Courier::begin(Change change, std::function<Time()> now)
{
    inside_->now = std::move(now);
    inside_->change = std::move(change);
    inside_->thread = std::thread([this] { inside_->run(); });
}

void Courier::end()
{
    if (!inside_->thread.joinable()) return;
    inside_->ending = true;
    wake();
    inside_->thread.join();
}

void Courier::wake() { inside_->sender.wake(); }

void Courier::Inside::run()
{
    bool lost = false;
    while (!ending) {
        try {
            store::Connection connection(database, store::Connection::Access::read, vault);
            if (std::exchange(lost, false)) log(Level::info, "courier.found_again");
            carry(connection);
        } catch (const std::exception&) {
            if (!std::exchange(lost, true))
                log(Level::error, "courier.lost", {{"error", name_of_exception()}});
            listen(kBetweenTries);
        }
    }
    finish();
}

void Courier::Inside::listen(std::chrono::milliseconds most)
{
    for (const auto& answer : sender.wait(most)) heard(answer);
}

void Courier::Inside::carry(store::Connection& connection)
{
    while (!ending) {
        keep_and_claim(look(connection));
        while (!claimed.empty()) {
            dispatch(connection, claimed.front());
            claimed.pop_front();
        }
        if (!tried.empty()) continue;
        std::this_thread::sleep_for(carried.empty() ? kShortest : 0ms);
        listen(kBetweenLooks);
    }
}

// What came of those under way is kept even where the first attempt to keep it fails.
void Courier::Inside::finish()
{
    const auto clock = [] { return std::chrono::steady_clock::now(); };
    for (const auto until = clock() + kLastWait; !carried.empty() && clock() < until;) listen(100ms);
    for (const auto until = clock() + kLastKeeping; !tried.empty() && clock() < until;) keep_and_claim({});
}

// Begins after the one that was served last, so that many busy ones keep none waiting for ever.
std::vector<ChannelId> Courier::Inside::in_turn(std::vector<ChannelId> channels) const
{
    const auto next = std::ranges::upper_bound(channels, served);
    std::ranges::rotate(channels, next);
    return channels;
}

// What is due, of no channel more than it may have under way at once.
std::vector<store::DispatchRow> Courier::Inside::look(store::Connection& connection)
{
    std::vector<store::DispatchRow> found;
    auto free = manner.together - std::min(manner.together, carried.size());
    if (free == 0) return found;
    const auto at = now();
    store::Reader db(connection);
    for (const auto channel : in_turn(store::channels_due(db, at))) {
        const auto own = manner.of_one_channel - std::min(manner.of_one_channel, busy[channel]);
        const auto most = std::min(own, free);
        if (most == 0) continue;
        for (auto& row : store::dispatches_due(db, channel, at, static_cast<int>(most))) {
            if (carried.contains(key_of(row.id))) continue; // its claim ran out under way
            found.push_back(std::move(row));
            served = channel;
            --free;
        }
    }
    return found;
}

// One transaction for what came of the last ones and for the claims of the next.
void Courier::Inside::keep_and_claim(const std::vector<store::DispatchRow>& wanted)
{
    if (tried.empty() && wanted.empty()) return;
    std::deque<Carried> got;
    const auto at = now();
    const bool kept = change([&](store::Writer& db) {
        got.clear();
        for (const auto& one : tried) store::keep_try(db, one, at);
        for (const auto& [channel, reason] : ended_channels)
            if (store::turn_channel_off(db, channel, reason, at))
                store::append_audit(db, {at,
                                         {},
                                         "channel.turned_off",
                                         to_text(channel),
                                         R"({"reason":")" + std::string(name_of(reason)) + "\"}"});
        for (const auto& row : wanted)
            if (store::claim_dispatch(db, row, at, at + manner.claim)) got.push_back({row, at});
    });
    if (!kept) {
        std::this_thread::sleep_for(kBetweenTries);
        return;
    }
    tried.clear();
    ended_channels.clear();
    claimed.insert(claimed.end(), got.begin(), got.end());
}

// Nothing: it need not go, or cannot be written; that is kept.
std::optional<Outgoing> Courier::Inside::message_of(store::Connection& connection, const Carried& one)
{
    store::Tried none{.id = one.row.id,
                      .tries = one.row.tries + 1,
                      .state = DispatchState::dropped,
                      .next_at = one.began,
                      .outcome = "nothing_to_say",
                      .began = one.began};
    try {
        store::Reader db(connection);
        const auto channel = store::find_channel(db, one.row.channel);
        if (channel && channel->state != ChannelState::off)
            if (auto message = outgoing(db, *library, one.row, *channel, now())) return message;
    } catch (const store::DatabaseError&) {
        throw; // its claim runs out
    } catch (const std::exception&) {
        log(Level::error, "courier.message", {{"error", name_of_exception()}});
        none.state = DispatchState::dead;
        none.outcome = "broken";
    }
    tried.push_back(none);
    return {};
}

void Courier::Inside::dispatch(store::Connection& connection, const Carried& one)
{
    if (now() >= one.began + manner.claim) return; // the database was away so long: another's by now
    auto message = message_of(connection, one);
    if (!message) return;
    const auto key = key_of(one.row.id);
    carried.emplace(key, one);
    ++busy[one.row.channel];
    std::visit([&](auto& what) { sender.start(key, std::move(what)); }, *message);
}

// Delivered; or again later, if there is a next time.
store::Tried Courier::Inside::outcome_of(const Carried& one, const sending::Answer& answer)
{
    const auto at = now();
    store::Tried result{.id = one.row.id,
                        .tries = one.row.tries + 1,
                        .next_at = at,
                        .status = answer.status,
                        .began = one.began,
                        .took = answer.took};
    result.outcome = answer.done() ? "delivered" : answer.fault.empty() ? "refused" : answer.fault;
    result.state = DispatchState::delivered;
    if (answer.done()) return result;
    const auto pause = pause_after(result.tries, manner.pauses, static_cast<int>(dice() % 1001));
    const bool over = !pause || answer.refused || (answer.fault.empty() && answer.status == 410);
    result.state = over ? DispatchState::dead : DispatchState::waiting;
    if (!over) result.next_at = at + *pause;
    return result;
}

void Courier::Inside::heard(const sending::Answer& answer)
{
    const auto found = carried.find(answer.key);
    const auto one = found->second;
    carried.erase(found);
    if (--busy[one.row.channel] == 0) busy.erase(one.row.channel);
    tried.push_back(outcome_of(one, answer));
    if (answer.refused)
        ended_channels.emplace_back(one.row.channel, OffReason::bounced);
    else if (answer.fault.empty() && answer.status == 410)
        ended_channels.emplace_back(one.row.channel, OffReason::gone);
}

} // namespace server::channels
