#include "server/http/long_work.hpp"
#include "server/log/log.hpp"
#include "server/net/run_on.hpp"
#include "server/net/server_inside.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

namespace server::net {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{250}, kBetweenBeats{500};

using Work = std::shared_ptr<LongWork>;

// One part of it on its lane; false: so it said, or an exception that was logged.
template <class Part> Task<bool> run_part(Lane& lane, Part part)
{
    try {
        co_return co_await run_on(lane, "long work", std::move(part));
    } catch (const std::exception&) {
        log(Level::error, "long_work.failed", {{"error", name_of_exception()}});
    }
    co_return false;
}

template <class Change> Task<bool> change(Lane& lane, Change change)
{
    auto part = [change = std::move(change)](store::Connection* connection) {
        store::Writer db(*connection);
        const bool done = change(db);
        db.keep();
        return done;
    };
    co_return co_await run_part(lane, std::move(part));
}

template <class Look> Task<bool> look(Lane& lane, Look look)
{
    auto part = [look = std::move(look)](store::Connection* connection) {
        store::Reader db(*connection);
        return look(db);
    };
    co_return co_await run_part(lane, std::move(part));
}

struct Working {
    bool ended = false, done = false;
};

Task<> work_on(Lane& lane, Timer& pulse, Work work, std::shared_ptr<Working> state)
{
    auto part = [work](store::Connection*) {
        work->work();
        return true;
    };
    state->done = co_await run_part(lane, std::move(part));
    state->ended = true;
    pulse.cancel();
}

Task<> rest(Timer& pulse, std::chrono::milliseconds time)
{
    ErrorCode error; // it may be cancelled
    pulse.expires_after(time);
    co_await pulse.async_wait(asio::redirect_error(use_task, error));
}

} // namespace

// The beat looks in until the work has ended; one that was lost is not missed.
Task<bool> Server::Inside::do_work(std::shared_ptr<LongWork> work, Timer& pulse)
{
    auto gather = [work](store::Reader& db) {
        work->gather(db);
        return true;
    };
    if (!co_await look(site->read, std::move(gather))) co_return false;
    const auto state = std::make_shared<Working>();
    asio::co_spawn(contexts[0].io, work_on(site->work, pulse, work, state), asio::detached);
    while (true) {
        co_await rest(pulse, kBetweenBeats);
        if (state->ended) co_return state->done;
        if (stopping) work->stop();
        auto beat = [this, work](store::Writer& db) {
            if (!work->beat(db, parts.now())) work->stop();
            return true;
        };
        co_await change(site->write, std::move(beat));
    }
}

Task<> Server::Inside::do_long_works(const LongWorks& works, Timer& pulse)
{
    while (!stopping) {
        co_await rest(pulse, kBetweenLooks);
        if (stopping) co_return;
        auto waiting = [&works](store::Reader& db) { return works.waiting(db); };
        if (!co_await look(site->read, std::move(waiting))) continue;
        const auto begun = std::make_shared<Work>();
        auto begin = [this, begun, &works](store::Writer& db) {
            *begun = works.begin(db, parts.now());
            return *begun != nullptr;
        };
        if (!co_await change(site->write, std::move(begin))) continue;
        const bool done = co_await do_work(*begun, pulse);
        auto finish = [this, begun, done](store::Writer& db) {
            if (done)
                (*begun)->keep(db, parts.now());
            else
                (*begun)->fail(db, parts.now());
            return true;
        };
        co_await change(site->write, std::move(finish));
    }
}

} // namespace server::net
