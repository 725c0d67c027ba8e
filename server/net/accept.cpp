#include "server/log/log.hpp"
#include "server/log/metrics.hpp"
#include "server/net/run_on.hpp"
#include "server/net/server_inside.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

namespace server::net {

namespace {

std::string address_text(const tcp::endpoint& endpoint)
{
    const auto address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

// Too many: one short answer if the socket takes it at once, then the end.
void turn_away(Socket& socket, bool plain)
{
    constexpr std::string_view kFull =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n"
        "Content-Length: 0\r\nCache-Control: no-store\r\n"
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
        "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
    ErrorCode ignored;
    socket.non_blocking(true, ignored);
    if (plain) socket.send(asio::buffer(kFull), 0, ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

} // namespace

Context& Server::Inside::next_context() { return contexts[turn++ % contexts.size()]; }

Task<> Server::Inside::serve(Socket socket, std::shared_ptr<asio::ssl::context> tls, Peer peer,
                             Context& context)
{
    const auto address = peer.address;
    try {
        if (tls)
            co_await serve_tls(std::move(socket), std::move(tls), std::move(peer), *site, context);
        else
            co_await serve_plain(std::move(socket), std::move(peer), *site, context);
    } catch (const std::exception&) {
        log(Level::error, "connection.failed", {{"error", name_of_exception()}});
    }
    heads.leaves(address);
}

void Server::Inside::welcome(Socket socket, Context& context)
{
    ErrorCode error;
    const auto from = socket.remote_endpoint(error);
    if (error) return; // gone already
    Peer peer{address_text(from), keys != nullptr, from.address().is_loopback()};
    if (parts.library->metrics) parts.library->metrics->count_connection();
    if (!heads.admits(peer.address)) return turn_away(socket, keys == nullptr);
    socket.set_option(tcp::no_delay(true), error);
    asio::co_spawn(context.io, serve(std::move(socket), keys, std::move(peer), context), asio::detached);
}

// Out of file descriptors: wait a little; trying again at once would spin.
Task<> Server::Inside::accept()
{
    while (!stopping) {
        auto& context = next_context();
        ErrorCode error;
        Socket socket(context.io);
        co_await acceptor.async_accept(socket, asio::redirect_error(use_task, error));
        if (!error) {
            welcome(std::move(socket), context);
        } else if (error != asio::error::operation_aborted && error != asio::error::connection_aborted) {
            log(Level::error, "accept.failed", {{"code", error.value()}});
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(asio::redirect_error(use_task, error));
        }
    }
    accept_those_who_knocked();
    acceptor.close();
    for (auto& context : contexts) asio::co_spawn(context.io, wind_down(context), asio::detached);
}

void Server::Inside::accept_those_who_knocked()
{
    ErrorCode error;
    acceptor.non_blocking(true, error);
    while (!error) {
        auto& context = next_context();
        Socket socket(context.io);
        acceptor.accept(socket, error);
        if (!error) welcome(std::move(socket), context);
    }
}

// Once a minute: what is due on the write lane, then what is to be watched on the read lane.
Task<> Server::Inside::sweep()
{
    while (!stopping) {
        ErrorCode error;
        minute.expires_after(std::chrono::minutes(1));
        co_await minute.async_wait(asio::redirect_error(use_task, error));
        if (stopping) co_return;
        auto due = [this](store::Connection* connection) {
            store::Writer db(*connection);
            if (parts.sweep) parts.sweep(db, parts.now());
            db.keep();
            return true;
        };
        auto watched = [this](store::Connection* connection) {
            store::Reader db(*connection);
            if (parts.watch) parts.watch(db);
            return true;
        };
        try {
            co_await run_on(site->write, "sweep", std::move(due));
            co_await run_on(site->read, "sweep", std::move(watched));
        } catch (const std::exception&) {
            log(Level::error, "sweep.failed", {{"error", name_of_exception()}});
        }
    }
}

// Once a second, for all that follow at once.
Task<> Server::Inside::look_for_followers()
{
    constexpr std::chrono::seconds kBetweenLooks{1};
    while (!stopping) {
        ErrorCode error;
        second.expires_after(kBetweenLooks);
        co_await second.async_wait(asio::redirect_error(use_task, error));
        if (stopping) co_return;
        if (site->feed.followers() == 0) continue;
        auto look = [this](store::Connection* connection) {
            store::Reader db(*connection);
            return site->feed.publish(parts.look_for_feed(db));
        };
        try {
            if (!co_await run_on(site->read, "feed", std::move(look))) continue;
            for (auto& context : contexts) asio::post(context.io, [&context] { context.wake_followers(); });
        } catch (const std::exception&) {
            log(Level::error, "feed.failed", {{"error", name_of_exception()}});
        }
    }
}

} // namespace server::net
