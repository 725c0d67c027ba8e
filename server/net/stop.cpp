#include "server/log/log.hpp"
#include "server/net/server_inside.hpp"
#include "server/net/tls.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <csignal>

namespace server::net {

void Server::Inside::begin_stop()
{
    if (stopping) return;
    stopping = true;
    log(Level::info, "server.stopping");
    ErrorCode ignored;
    signals.cancel(ignored);
    signals.clear(ignored); // a second signal ends us at once
    pause.cancel();
    minute.cancel();
    second.cancel();
    for (auto& pulse : pulses) pulse.cancel();
    acceptor.cancel(ignored); // accept() goes on with who has knocked already
}

// On each io thread: answers say close from now on; who says nothing is closed soon, who lingers at the end.
Task<> Server::Inside::wind_down(Context& context)
{
    constexpr int kSteps = 80, kPatience = 2;
    constexpr std::chrono::milliseconds kStep{100};
    context.stopping = true;
    context.wake_followers();
    Timer timer(context.io);
    for (int step = 0; step < kSteps && !context.open.empty(); ++step) {
        ErrorCode error;
        timer.expires_after(kStep);
        co_await timer.async_wait(asio::redirect_error(use_task, error));
        for (auto& open : context.open) {
            const bool silent = open.idle && open.stream->socket().available(error) == 0;
            open.silent = silent ? open.silent + 1 : 0;
            if (open.silent > kPatience) open.stream->cancel(); // a request on its way has had time to arrive
        }
    }
    for (auto& open : context.open) open.stream->close();
    context.guard.reset();
}

void Server::heed_signals()
{
    auto& in = *inside_;
    ErrorCode error;
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) in.signals.add(number, error);
    asio::co_spawn(in.contexts[0].io, in.await_signals(), asio::detached);
}

Task<> Server::Inside::await_signals()
{
    ErrorCode error;
    while (!stopping) {
        const int number = co_await signals.async_wait(asio::redirect_error(use_task, error));
        if (error) co_return;
        if (number == SIGHUP)
            reload_keys();
        else
            begin_stop();
    }
}

// Connections that are open keep the certificate they began with.
void Server::Inside::reload_keys()
{
    if (!keys) return;
    try {
        keys = load_tls(*parts.config);
        log(Level::info, "tls.reloaded");
    } catch (const std::exception&) {
        log(Level::error, "tls.not_reloaded"); // the old one stays
    }
}

} // namespace server::net
