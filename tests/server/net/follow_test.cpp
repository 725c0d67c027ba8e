// Event streams: lines as things change, one look for all, within the limits, and no obstacle to the end.
#include "tests/support/keys.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/wire.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <thread>

using namespace std::chrono_literals;
using support::SmallServer;
using support::Wire;
using Clock = std::chrono::steady_clock;

namespace {

std::string asking(const std::string& topic)
{
    return "GET /follow/" + topic + " HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(following)

BOOST_AUTO_TEST_CASE(a_stream_says_how_it_stands_and_then_each_change)
{
    const SmallServer server;
    support::tell("inbox", "3 1");
    Wire wire(server.port(), Wire::Kind::plain);
    wire.send(asking("inbox"));
    const auto head = wire.until("\r\n\r\n", 5s);
    BOOST_REQUIRE(head);
    BOOST_TEST(head->starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(head->contains("Content-Type: text/event-stream; charset=utf-8\r\n"));
    BOOST_TEST(head->contains("Cache-Control: no-store\r\n"));
    BOOST_TEST(head->contains("X-Content-Type-Options: nosniff\r\n"));
    BOOST_TEST(!head->contains("Content-Length"));
    BOOST_TEST(wire.until("\n\n", 5s).value_or("") == "data: 3 1\n\n");
    support::tell("inbox", "4 1");
    BOOST_TEST(wire.until("\n\n", 5s).value_or("") == "data: 4 1\n\n");
    BOOST_TEST(!wire.until("\n\n", 1500ms)); // nothing has changed
}

BOOST_AUTO_TEST_CASE(of_what_nobody_knows_the_count_is_nothing)
{
    const SmallServer server;
    Wire wire(server.port(), Wire::Kind::plain);
    wire.send(asking("unknown"));
    wire.until("\r\n\r\n", 5s);
    BOOST_TEST(wire.until("\n\n", 5s).value_or("") == "data: 0\n\n");
}

BOOST_AUTO_TEST_CASE(many_streams_cost_one_look_a_second)
{
    const SmallServer server;
    support::tell("many", "1");
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < 100; ++i) {
        wires.push_back(std::make_unique<Wire>(server.port(), Wire::Kind::plain));
        wires.back()->send(asking("many"));
    }
    for (auto& wire : wires) BOOST_TEST(wire->until("data: 1\n\n", 5s).has_value());
    const auto before = support::looks();
    const auto began = Clock::now();
    support::tell("many", "2");
    for (auto& wire : wires) BOOST_TEST(wire->until("data: 2\n\n", 10s).has_value());
    const auto seconds = std::chrono::duration<double>(Clock::now() - began).count();
    BOOST_TEST(support::looks() - before <= static_cast<int>(seconds) + 1);
    BOOST_TEST(
        support::ask(server.port(), "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")->body ==
        "hello");
}

BOOST_AUTO_TEST_CASE(while_nobody_follows_nobody_looks)
{
    const SmallServer server;
    const auto before = support::looks();
    std::this_thread::sleep_for(1500ms);
    BOOST_TEST(support::looks() == before);
}

BOOST_AUTO_TEST_CASE(streams_take_no_more_than_half_of_the_connections)
{
    const SmallServer server([](server::Config& config) { config.connections_total = 16; });
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < 8; ++i) {
        wires.push_back(std::make_unique<Wire>(server.port(), Wire::Kind::plain));
        wires.back()->send(asking("x"));
        BOOST_TEST(wires.back()->until("\r\n\r\n", 5s)->contains(" 200 "));
    }
    const auto refused = support::ask(server.port(), asking("x"));
    BOOST_TEST(refused->status == 503);
    BOOST_TEST(refused->field("retry-after") == "60");
    BOOST_TEST(support::ask(server.port(), "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")->status == 200);
    wires.clear(); // who goes makes room, at the latest with the next sign of life
    support::tell("x", "7");
    bool admitted = false;
    for (int step = 0; step < 50 && !admitted; ++step) {
        Wire wire(server.port(), Wire::Kind::plain);
        wire.send(asking("x"));
        admitted = wire.until("\r\n\r\n", 5s)->contains(" 200 ");
        std::this_thread::sleep_for(100ms);
    }
    BOOST_TEST(admitted);
}

BOOST_DATA_TEST_CASE(the_end_of_the_server_ends_the_streams_at_once, std::vector<bool>({false, true}), tls)
{
    SmallServer server([&](server::Config& config) {
        if (!tls) return;
        config.certificate = support::own_keys().certificate;
        config.private_key = support::own_keys().key;
    });
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < 5; ++i) {
        wires.push_back(std::make_unique<Wire>(server.port(), tls ? Wire::Kind::tls : Wire::Kind::plain));
        wires.back()->send(asking("y"));
        BOOST_TEST(wires.back()->until("\n\n", 5s).has_value());
    }
    const auto began = Clock::now();
    server.begin_to_stop();
    for (auto& wire : wires) BOOST_TEST(wire->is_closed_within(3s));
    server.await_end();
    BOOST_TEST((Clock::now() - began < 4s));
}

BOOST_AUTO_TEST_CASE(only_its_fields_are_asked_for)
{
    const SmallServer server;
    Wire wire(server.port(), Wire::Kind::plain);
    wire.send("HEAD /follow/z HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto heard = wire.answer(Wire::Body::none);
    BOOST_REQUIRE(heard);
    BOOST_TEST(heard->status == 200);
    wire.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    BOOST_TEST(wire.answer()->body == "hello");
}

BOOST_AUTO_TEST_SUITE_END()
