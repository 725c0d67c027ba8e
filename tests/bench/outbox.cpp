#include "tests/bench/outbox.hpp"
#include "models/store/accounts.hpp"
#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "server/channels/courier.hpp"
#include "server/config.hpp"
#include "server/sending/signature.hpp"
#include "tests/bench/receiver.hpp"
#include <mutex>
#include <nlohmann/json.hpp>

namespace bench {

using namespace models;
using namespace std::chrono_literals;

namespace {

constexpr int kChannels = 8; // eight messages of each are under way at once: 64 in all
constexpr std::size_t kTogether = 64;
constexpr models::Pauses kShort{0ms, 5ms, 20ms, 40ms, 80ms, 100ms, 100ms, 100ms, 100ms, 100ms};

constexpr store::Sql kForget[] = {{"bench.forget_tries", "DELETE FROM dispatch_try"},
                                  {"bench.dispatch_notices", "DELETE FROM dispatch_notice"},
                                  {"bench.dispatches", "DELETE FROM dispatch"},
                                  {"bench.notice_events", "DELETE FROM notice_event"},
                                  {"bench.notices", "DELETE FROM notice"}};

// A database with channels and no other work, and a courier as the server has it, its writer batching
// nothing.
class Outbox {
public:
    Outbox(const DemoData& data, const Receiver& receiver, const std::string& name)
        : config_(std::make_shared<server::Config>())
    {
        config_->data_dir = data.folder() / name;
        config_->outbound_networks = "127.0.0.1";
        config_->base_url = "https://parasol.example";
        auto library = std::make_shared<server::Library>(data.library());
        library->config = config_;
        database_ = server::open_database(*config_, server::system_now());
        change([&](store::Writer& db) { add_channels(db, receiver.url()); });
        courier_ = std::make_unique<server::channels::Courier>(
            library, database_.url, database_.vault, server::channels::CourierManner{.pauses = kShort});
        courier_->begin([this](const auto& act) { return change(act); }, server::system_now);
    }

    // One notice in a transaction of its own, to one of the channels in turn.
    void tell(std::size_t number)
    {
        change([&](store::Writer& db) {
            store::NoticeRow row{.about = "offer.accept", .noun = store::NoticeNoun::offer};
            row.noun_id = static_cast<std::int64_t>(number);
            row.reference = "ZJ-520324-2026-000417";
            row.to = {
                Side::county, Area{520000000000 + static_cast<std::int64_t>(number % kChannels)}, {}, false};
            row.shown_from = server::system_now();
            store::insert_notice(db, row, row.shown_from);
        });
        courier_->wake();
    }

    std::map<std::int64_t, std::int64_t> tries() // → messages
    {
        std::map<std::int64_t, std::int64_t> counts;
        change([&](store::Writer& db) {
            auto query =
                db.query({"bench.tries",
                          "SELECT tries, COUNT(*) FROM dispatch WHERE state = 'delivered' GROUP BY tries"});
            std::int64_t tries{}, count{};
            while (query.next(tries, count)) counts[tries] = count;
        });
        return counts;
    }
    void forget()
    {
        change([&](store::Writer& db) {
            for (const auto& sql : kForget) db.change(sql);
        });
    }

private:
    bool change(const std::function<void(store::Writer&)>& act)
    {
        const std::lock_guard lock(writing_);
        auto& connection = *database_.writer;
        connection.begin();
        {
            store::Writer db(connection);
            act(db);
            db.keep();
        }
        connection.commit();
        return true;
    }
    void add_channels(store::Writer& db, const std::string& url)
    {
        store::AccountRow admin{.login = "admin"};
        admin.actor.role = Role::admin;
        const auto account = store::insert_account(db, admin, server::system_now());
        for (int i = 0; i < kChannels; ++i) {
            store::ChannelRow row{
                .kind = ChannelKind::webhook, .state = ChannelState::on, .account = account};
            row.office = {Side::county, Area{520000000000 + i}, {}, true};
            row.topics = {"offer"};
            row.keys.target = url;
            row.keys.secret = server::sending::new_secret();
            store::insert_channel(db, row, server::system_now());
        }
    }

    std::shared_ptr<server::Config> config_;
    std::mutex writing_;
    server::Database database_;
    std::unique_ptr<server::channels::Courier> courier_;
};

void await(const Receiver& receiver, std::size_t messages)
{
    const auto until = Clock::now() + 120s;
    while (receiver.taken() < messages) {
        go_on_unless_stopped();
        if (Clock::now() > until)
            throw std::runtime_error("The outbox did not deliver all within two minutes.");
        std::this_thread::sleep_for(200us);
    }
}

std::vector<double> delays(const Receiver& receiver, const std::vector<Clock::time_point>& queued)
{
    std::vector<double> all;
    const auto times = receiver.times();
    for (std::size_t i = 0; i < queued.size(); ++i)
        if (times[i]) all.push_back(std::chrono::duration<double, std::micro>(*times[i] - queued[i]).count());
    return all;
}

Sample send_through(Outbox& outbox, Receiver& receiver, std::size_t messages, int fails)
{
    receiver.begin(messages, fails);
    std::vector<Clock::time_point> queued;
    const auto began = Clock::now();
    for (std::size_t number = 1; number <= messages; ++number) {
        outbox.tell(number);
        queued.push_back(Clock::now());
    }
    await(receiver, messages);
    const auto seconds = std::chrono::duration<double>(Clock::now() - began).count();
    return sample_of(delays(receiver, queued), seconds);
}

// The same bodies by the same client, as many under way, with nothing kept of them.
Sample post_bare(Receiver& receiver, std::size_t messages)
{
    receiver.begin(messages, 0);
    server::sending::Sender sender({.allowed = server::sending::read_networks("127.0.0.1")});
    std::vector<double> times;
    std::size_t next = 1;
    const auto began = Clock::now();
    while (times.size() < messages) {
        for (; next <= messages && sender.under_way() < kTogether; ++next)
            sender.start(next, server::sending::Post{receiver.url(),
                                                     {"Content-Type: application/cloudevents+json"},
                                                     R"({"subject":"offer/)" + std::to_string(next) + "\"" +
                                                         std::string(380, ' ') + "}"});
        for (const auto& answer : sender.wait(1s)) {
            if (!answer.done()) throw std::runtime_error("A bare POST failed.");
            times.push_back(static_cast<double>(answer.took.count()) * 1'000);
        }
    }
    return sample_of(std::move(times), std::chrono::duration<double>(Clock::now() - began).count());
}

// 0 s for the first, 5 s and 5 min for the next: what share of the messages arrives by then.
std::string by_schedule(const std::map<std::int64_t, std::int64_t>& tries)
{
    double all = 0, sum = 0;
    for (const auto& [count, messages] : tries) all += static_cast<double>(messages);
    std::string text;
    const char* kWhen[] = {"at once", "after 5 s", "after 5 min"};
    for (std::int64_t i = 1; i <= 3; ++i) {
        if (tries.contains(i)) sum += static_cast<double>(tries.at(i));
        text += (text.empty() ? "" : ", ") + shown(100 * sum / all) + " % " + kWhen[i - 1];
    }
    return text;
}

Row row_of(const Measured& measured, const Measured& bare)
{
    return {measured.name, shown(measured.spread(&Sample::per_second)),
            shown_times(ratio(measured, bare, &Sample::per_second)),
            shown_time(measured.spread(&Sample::p50).median),
            shown_time(measured.spread(&Sample::p99).median)};
}

} // namespace

Section measure_outbox(const DemoData& data, const Wishes& wishes)
{
    auto told = section("outbox", "The outbox by webhook · 发件箱");
    const std::size_t messages = wishes.rounds == 1 ? 100 : 1'000;
    Receiver receiver;
    Outbox outbox(data, receiver, "outbox");
    std::size_t twice = 0;
    std::map<std::int64_t, std::int64_t> tries;
    const auto through = [&](int fails) {
        const auto sample = send_through(outbox, receiver, messages, fails);
        twice += receiver.twice();
        std::this_thread::sleep_for(300ms); // what came of the last is kept
        if (fails > 0) tries = outbox.tries();
        outbox.forget();
        return sample;
    };
    const auto measured = in_rounds({{"bare POSTs", [&] { return post_bare(receiver, messages); }},
                                     {"outbox", [&] { return through(0); }},
                                     {"outbox, 30 % fail", [&] { return through(3); }}},
                                    wishes.rounds);
    told.notes = {
        std::to_string(messages) +
            " notices, each in a transaction of its own, to 8 receivers, 64 under way; delay from its commit",
        "where 3 of 10 fail the pauses are cut to 5 … 100 ms; by the real ones: " + by_schedule(tries)};
    told.rows = {{"", "messages/s", "of bare", "delay p50", "p99"}};
    for (const auto& one : measured) {
        told.rows.push_back(row_of(one, measured[0]));
        (*told.figures)[one.name] = json_of(one);
    }
    (*told.figures)["tries"] = tries;
    if (twice > 0) told.faults.push_back(std::to_string(twice) + " messages came twice");
    return told;
}

} // namespace bench
