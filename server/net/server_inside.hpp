#pragma once
#include "server/net/connection.hpp"
#include "server/net/server.hpp"
#include <array>
#include <boost/asio/basic_signal_set.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <list>

// Inside the server: two io threads fed in turn by one acceptor, four lanes. server.cpp starts, accept.cpp
// welcomes, long_work.cpp works on, stop.cpp ends.
namespace server::net {

using asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using ErrorCode = boost::system::error_code;

std::unique_ptr<Site> make_site(const Parts& parts);

struct Server::Inside {
    explicit Inside(Parts given)
        : parts(std::move(given)),
          site(make_site(parts)),
          heads(parts.config->connections_total, parts.config->connections_per_address),
          acceptor(contexts[0].io),
          pause(contexts[0].io),
          minute(contexts[0].io),
          second(contexts[0].io),
          signals(contexts[0].io)
    {
        for (std::size_t i = 0; i < parts.long_works.size(); ++i) pulses.emplace_back(contexts[0].io);
    }

    void open_port();
    void start_lanes();
    Task<> accept();
    Task<> serve(Socket socket, std::shared_ptr<asio::ssl::context> tls, Peer peer, Context& context);
    void welcome(Socket socket, Context& context);
    void accept_those_who_knocked();
    Context& next_context();
    Task<> sweep();
    Task<> look_for_followers();
    Task<> do_long_works(const LongWorks&, Timer& pulse);
    Task<bool> do_work(std::shared_ptr<LongWork>, Timer& pulse);
    Task<> await_signals();
    Task<> wind_down(Context& context);
    void begin_stop();
    void reload_keys();
    void finish_lanes();

    Parts parts;
    std::array<Context, 2> contexts;
    std::unique_ptr<Site> site;
    Headcount heads;
    Acceptor acceptor;
    Timer pause, minute, second;
    std::list<Timer> pulses; // of each kind of long work
    asio::basic_signal_set<Executor> signals;
    std::shared_ptr<asio::ssl::context> keys; // of the first io thread; a connection keeps its own
    bool stopping = false;                    // first io thread
    std::size_t turn = 0;
    std::uint16_t port = 0;
};

} // namespace server::net
