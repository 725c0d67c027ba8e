// The end of a server: nobody is cut off, nobody holds it up.
#include "tests/server/net/odd.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/wire.hpp"
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <csignal>

using namespace std::chrono_literals;
using support::SmallServer;
using support::Wire;
using Clock = std::chrono::steady_clock;

namespace {

struct Tally {
    std::atomic<int> answered{0}, cut_off{0};
};

const std::string kKeep = "POST /api/keep HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                          "Content-Length: 2\r\n\r\n{}";

// Asks on one connection until it is told that this was the last answer.
void ask_until_told(std::uint16_t port, Tally& tally)
{
    Wire wire(port, Wire::Kind::plain);
    while (true) {
        wire.send(kKeep);
        const auto answer = wire.answer();
        if (!answer || answer->status != 201) {
            ++tally.cut_off;
            return;
        }
        ++tally.answered;
        if (answer->field("connection") == "close") return;
    }
}

std::chrono::milliseconds time_of(const std::function<void()>& act)
{
    const auto began = Clock::now();
    act();
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
}

} // namespace

BOOST_AUTO_TEST_SUITE(stopping)

BOOST_AUTO_TEST_CASE(a_signal_between_the_open_port_and_the_first_request_ends_it_well)
{
    SmallServer server({}, [](server::net::Server& starting) {
        starting.heed_signals();
        ::raise(SIGTERM);
    });
    server.await_end();
    BOOST_TEST(server.log_text().find("server.stopping") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(under_load_every_request_is_answered)
{
    SmallServer server;
    Tally tally;
    std::vector<std::thread> clients;
    for (int i = 0; i < 16; ++i) clients.emplace_back([&] { ask_until_told(server.port(), tally); });
    while (tally.answered < 500 && tally.cut_off == 0) std::this_thread::yield();
    const auto took = time_of([&] { server.stop(); });
    for (auto& client : clients) client.join();
    BOOST_TEST(tally.cut_off == 0);
    BOOST_TEST((took < 10s));
}

BOOST_AUTO_TEST_CASE(a_request_that_takes_time_is_answered)
{
    SmallServer server;
    Wire wire(server.port(), Wire::Kind::plain);
    wire.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    std::this_thread::sleep_for(50ms);
    server.begin_to_stop();
    const auto answer = wire.answer();
    BOOST_TEST((answer && answer->body == "slow"));
    BOOST_TEST(answer->field("connection") == "close");
}

BOOST_AUTO_TEST_CASE(an_idle_server_ends_at_once)
{
    SmallServer server;
    Wire silent(server.port(), Wire::Kind::plain), asked(server.port(), Wire::Kind::plain);
    asked.send(odd::get_with(""));
    BOOST_TEST(asked.answer()->status == 200);
    BOOST_TEST((time_of([&] { server.stop(); }) < 2s));
    BOOST_TEST(silent.is_closed_within(1s));
    BOOST_TEST(asked.is_closed_within(1s));
}

BOOST_AUTO_TEST_CASE(half_a_request_does_not_hold_it_up)
{
    SmallServer server;
    Wire half(server.port(), Wire::Kind::plain);
    half.send("GET /hello HTTP/1.1\r\n");
    BOOST_TEST((time_of([&] { server.stop(); }) < 10s));
}

BOOST_AUTO_TEST_CASE(a_second_server_cannot_take_the_port)
{
    SmallServer first;
    const auto port = first.port();
    BOOST_CHECK_EXCEPTION(
        SmallServer second([&](server::Config& config) { config.port = port; }), std::runtime_error,
        [](const auto& error) { return std::string(error.what()).find("is taken") != std::string::npos; });
}

BOOST_AUTO_TEST_SUITE_END()
