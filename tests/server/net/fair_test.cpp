// Quality row 25: who floods the server delays nobody else much.
#include "tests/server/net/elsewhere.hpp"
#include "tests/support/small_server.hpp"
#include <boost/test/unit_test.hpp>
#include <memory>
#include <vector>

using namespace std::chrono_literals;
using odd::Elsewhere;
using Milliseconds = std::chrono::milliseconds;

namespace {

const std::string kSlow = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"; // 300 ms of one of three workers

// The longest of so many, one after the other, from that address.
Milliseconds longest(std::uint16_t port, unsigned address, int count)
{
    Milliseconds most{0};
    for (int i = 0; i < count; ++i) {
        const Elsewhere caller(port, address);
        const auto began = std::chrono::steady_clock::now();
        BOOST_TEST(caller.say(kSlow, 20s) == "HTTP/1.1 200 OK");
        most = std::max(most,
                        std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - began));
    }
    return most;
}

} // namespace

BOOST_AUTO_TEST_SUITE(fair_shares)

BOOST_AUTO_TEST_CASE(one_that_floods_at_most_doubles_what_others_wait)
{
    const support::SmallServer server;
    const auto alone = longest(server.port(), 2, 5);
    std::vector<std::unique_ptr<Elsewhere>> flood; // six seconds and more of all workers
    for (int i = 0; i < 60; ++i) {
        flood.push_back(std::make_unique<Elsewhere>(server.port(), 3));
        flood.back()->send(kSlow);
    }
    const auto beside = longest(server.port(), 2, 5);
    BOOST_TEST_MESSAGE("alone " << alone.count() << " ms, beside a flood " << beside.count() << " ms");
    BOOST_TEST((beside <= 2 * alone + 100ms)); // a busy machine
}

BOOST_AUTO_TEST_SUITE_END()
