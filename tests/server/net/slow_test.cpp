// Clients that take their time, in six ways, and one that does not. PARASOL_LONG: 500 of each.
#include "tests/server/net/odd.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/wire.hpp"
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <memory>

using namespace std::chrono_literals;
using support::Wire;
using Clock = std::chrono::steady_clock;

namespace {

const int kCrowd = std::getenv("PARASOL_LONG") ? 500 : 20;

struct Hasty : support::SmallServer {
    Hasty()
        : SmallServer([](server::Config& config) {
              config.header_timeout = 1s;
              config.body_timeout = 1s;
              config.idle_timeout = 2s;
              config.connections_per_address = config.connections_total;
          })
    {
    }
};

struct Outcome {
    int open = 0;                        // of the crowd, at the end
    int good = 0, asked = 0;             // the good client's requests
    std::chrono::milliseconds slowest{}; // of them
};

// Each of the crowd says `first`, then a byte of `drip` every tenth of a second, while one client asks as
// usual.
Outcome crowd(Hasty& server, const std::string& first, const std::string& drip, std::chrono::seconds time)
{
    std::vector<std::unique_ptr<Wire>> slow;
    for (int i = 0; i < kCrowd; ++i) {
        slow.push_back(std::make_unique<Wire>(server.port(), Wire::Kind::plain));
        slow.back()->send(first);
    }
    Outcome outcome;
    std::size_t next = 0;
    for (const auto until = Clock::now() + time; Clock::now() < until; ++outcome.asked) {
        const auto began = Clock::now();
        const auto answer = support::ask(server.port(), odd::get_with("Connection: close\r\n"));
        outcome.good += answer && answer->status == 200;
        outcome.slowest = std::max(
            outcome.slowest, std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began));
        if (!drip.empty())
            for (auto& wire : slow) wire->send(drip.substr(next++ % drip.size(), 1));
        std::this_thread::sleep_for(100ms);
    }
    for (auto& wire : slow) outcome.open += !wire->is_closed_within(0ms);
    return outcome;
}

void check(const Outcome& outcome)
{
    BOOST_TEST(outcome.open == 0);
    BOOST_TEST(outcome.good == outcome.asked);
    BOOST_TEST((outcome.slowest < 1s), outcome.slowest.count() << " ms");
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(slow_clients, Hasty)

BOOST_AUTO_TEST_CASE(who_says_nothing_is_closed) { check(crowd(*this, "", "", 2s)); }

BOOST_AUTO_TEST_CASE(a_head_that_drips_has_one_deadline)
{
    check(crowd(*this, "GET /hello HTTP/1.1\r\n", "A: x\r\n", 2s));
}

BOOST_AUTO_TEST_CASE(empty_lines_that_drip_are_no_way_to_stay) { check(crowd(*this, "", "\r\n", 2s)); }

BOOST_AUTO_TEST_CASE(a_body_that_drips_has_one_deadline)
{
    check(crowd(*this, odd::post_with("Content-Length: 1000\r\n", ""), " ", 2s));
}

BOOST_AUTO_TEST_CASE(chunks_that_drip_have_one_deadline)
{
    check(crowd(*this, odd::chunked(""), "1\r\nx\r\n", 2s));
}

BOOST_AUTO_TEST_CASE(who_lingers_after_an_answer_is_closed)
{
    check(crowd(*this, odd::get_with(""), "", 3s));
}

BOOST_AUTO_TEST_CASE(who_never_reads_the_answer_is_closed)
{
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += odd::post_with("Content-Length: 200000\r\n", std::string(200'000, ' '));
    Wire wire(port(), Wire::Kind::plain);
    BOOST_TEST(!wire.send(many)); // it ends when the server has had enough
    BOOST_TEST(support::ask(port(), odd::get_with(""))->status == 200);
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_off_leaves_nothing_behind)
{
    for (int i = 0; i < 200; ++i) {
        Wire wire(port(), Wire::Kind::plain);
        wire.send(i % 2 == 0 ? odd::get_with("") : odd::post_with("Content-Length: 9\r\n", "x"));
        wire.reset();
    }
    BOOST_TEST(support::ask(port(), odd::get_with(""))->status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
