#include "tests/bench/plain_posts.hpp"
#include "server/referrals/api.hpp"
#include "tests/bench/threads.hpp"
#include <algorithm>
#include <stdexcept>

namespace bench {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

namespace {

// Parasol lets one process write to a SQLite file and locks it by its name: here each connection comes under
// a name of its own, a link to the one file.
std::string url_for(const Site& site, std::size_t number)
{
    if (!site.url.starts_with("sqlite:")) return site.url;
    if (number == 0) return site.url;
    const auto link = site.folder / ("client-" + std::to_string(number) + ".db");
    fs::create_symlink("parasol.db", link);
    return "sqlite:" + link.string();
}

server::Call call_of(const DemoData& data, const Reporter& reporter, const std::string& body)
{
    server::Call call;
    call.verb = server::Verb::post;
    call.path = call.target = "/api/v1/referrals";
    call.body = body;
    call.content_type = "application/json";
    call.idempotency_key = store::new_uuid();
    call.api = true;
    call.actor = reporter.actor;
    call.now = server::system_now();
    call.library = data.shared_library();
    return call;
}

bool is_passing(const store::DatabaseError& error)
{
    using Kind = store::DatabaseError::Kind;
    return error.kind() == Kind::busy || error.kind() == Kind::serialization;
}

} // namespace

PlainPosts::PlainPosts(const DemoData& data, const Site& site, std::size_t clients, Connections connections)
    : data_(data), reporters_(site.reporters), clients_(clients)
{
    const auto vault = store::Vault::open_or_make(site.folder / "key");
    const auto count = connections == Connections::one_each ? clients : 1;
    for (std::size_t i = 0; i < count; ++i) {
        connections_.push_back(
            std::make_unique<store::Connection>(url_for(site, i), store::Connection::Access::write, vault));
        connections_.back()->lease_process_number();
    }
}

// False: the database was busy; nothing was done.
bool PlainPosts::insert(store::Connection& db, const Posting& posting)
{
    const auto call = call_of(data_, reporters_[posting.reporter], posting.json);
    try {
        db.begin();
        {
            store::Writer writer(db);
            const auto response = server::referrals::create_api(call, writer);
            if (response.status != 201)
                throw std::runtime_error("A plain insert was refused: " + response.body);
            writer.keep();
        }
        db.commit();
        return true;
    } catch (const store::DatabaseError& error) {
        db.rollback();
        if (!is_passing(error)) throw;
        return false;
    }
}

struct PlainPosts::Round {
    const std::vector<Posting>& postings;
    Clock::time_point until;
    std::atomic<std::size_t> next = 0, in_time = 0;
    std::mutex end{};
    std::vector<double> times{};
};

void PlainPosts::work(std::size_t client, Round& round)
{
    const bool take_turns = connections_.size() == 1;
    auto& db = *connections_[client % connections_.size()];
    std::vector<double> times;
    for (auto at = round.next++; at < round.postings.size(); at = round.next++) {
        const auto began = Clock::now();
        if (began >= round.until) break;
        std::unique_lock turn(turn_, std::defer_lock);
        if (take_turns) turn.lock();
        while (!insert(db, round.postings[at])) ++again_;
        ++kept_;
        if (Clock::now() <= round.until) ++round.in_time;
        times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - began).count());
    }
    const std::lock_guard guard(round.end);
    round.times.insert(round.times.end(), times.begin(), times.end());
}

Sample PlainPosts::round(const std::vector<Posting>& postings, std::chrono::milliseconds time)
{
    const auto began = Clock::now();
    Round round{postings, began + time};
    in_threads(clients_, [&](std::size_t client) { work(client, round); });
    const auto counted = std::min<std::chrono::duration<double>>(time, Clock::now() - began);
    auto sample = sample_of(std::move(round.times), 1);
    sample.per_second = static_cast<double>(round.in_time) / counted.count();
    return sample;
}

} // namespace bench
