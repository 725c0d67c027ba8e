// Two who change one thing at once (quality.md 64): one is told that it changed, and what the other wrote
// stays.
#include "tests/support/api_server.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <thread>

using nlohmann::json;
using namespace support;

BOOST_AUTO_TEST_SUITE(duels)

BOOST_DATA_TEST_CASE(no_update_is_lost, kBoth, backend)
{
    const int duels = std::getenv("PARASOL_LONG") ? 1000 : 25;
    const ApiServer server(backend);
    const auto made = server.post(Who::village, "/api/v1/referrals", fixture("grandmother"));
    BOOST_REQUIRE(made.status == 201);
    const auto address = made.field("location");
    auto version = body_of(made)["version"].get<std::int64_t>();
    int by_first = 0;
    for (int i = 0; i < duels; ++i) {
        const auto etag = "\"v" + std::to_string(version) + "\"";
        Heard first, second;
        std::thread other(
            [&] { second = server.patch(Who::village, address, {{"urgency", "normal"}}, etag); });
        first = server.patch(Who::village, address, {{"urgency", "urgent"}}, etag);
        other.join();

        const bool first_won = first.status == 200;
        BOOST_TEST((first_won ? second : first).status == 412);
        BOOST_TEST((first_won ? first : second).status == 200);
        by_first += first_won ? 1 : 0;
        const auto now = body_of(server.get(Who::village, address));
        BOOST_TEST(now["version"] == ++version);
        BOOST_TEST(now["urgency"] == (first_won ? "urgent" : "normal"));
    }
    BOOST_TEST_MESSAGE(by_first << " of " << duels << " were won by the first");
}

BOOST_AUTO_TEST_SUITE_END()
