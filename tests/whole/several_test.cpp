// Several server processes on one database: what is done through one is counted in the streams of the other.
#include "models/time.hpp"
#include "server/app.hpp"
#include "tests/support/child.hpp"
#include "tests/support/wire.hpp"
#include "tests/whole/killed.hpp"
#include "tests/whole/running.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

using namespace models;
using namespace std::chrono_literals;
using killed::Place;
using killed::Who;
using nlohmann::json;
using support::Heard;
using support::Wire;

namespace {

// Asks through one of the processes.
struct Desk {
    const Place& place;
    std::uint16_t port;

    Heard ask(Who who, const std::string& line, const std::string& body = {},
              const std::string& etag = {}) const
    {
        const auto fields = "Authorization: Bearer " + place.tokens.at(static_cast<std::size_t>(who)) +
                            "\r\nContent-Type: application/json\r\nIdempotency-Key: " + store::new_uuid() +
                            "\r\n" + (etag.empty() ? "" : "If-Match: " + etag + "\r\n");
        const auto heard =
            support::ask(port, line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields +
                                   "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        BOOST_REQUIRE(heard.has_value());
        BOOST_REQUIRE_MESSAGE(heard->status < 300, line + ": " + heard->body);
        return *heard;
    }
    void move(Who who, const std::string& path, const json& body) const
    {
        ask(who, "POST " + path + "/moves", body.dump(), ask(Who::county, "GET " + path).field("etag"));
    }

    // From the village's report to the county's offer.
    void offer() const
    {
        const auto today = day_of(server::system_now());
        const auto family = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json"));
        const auto path = ask(Who::village, "POST /api/v1/referrals", family.dump()).field("location");
        move(Who::township, path,
             {{"act", "recheck"},
              {"way", "on_site"},
              {"on", to_text(today)},
              {"who", "镇"},
              {"found", "属实"}});
        json needs = json::array();
        std::string medical;
        for (const auto& line : json::parse(ask(Who::county, "GET " + path).body).at("plan")) {
            needs.push_back({{"id", line.at("need")}, {"assessed", 300'000}, {"government_aid", 0}});
            if (line.value("type", "") == "medical") medical = line.at("need");
        }
        move(Who::county, path,
             {{"act", "confirm"},
              {"kind", "beyond_aid"},
              {"aid_check", "granted"},
              {"aid_text", "已享受低保"},
              {"needs", needs},
              {"spot_check", "已入户"},
              {"reason", "病情急"}});
        ask(Who::village, "POST " + path + "/consents",
            json{{"organizations", {to_text(place.organization)}},
                 {"purposes", {"medical"}},
                 {"fields", {"name", "phone"}},
                 {"way", "paper"},
                 {"from", to_text(today)},
                 {"until", to_text(plus_days(today, 300))},
                 {"who", "石玉兰"},
                 {"guardian", "石玉兰"}}
                .dump());
        ask(Who::county, "POST " + path + "/offers",
            json{{"need", medical}, {"program", to_text(place.program)}}.dump());
    }
};

void wait_for(std::uint16_t port)
{
    for (const auto until = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < until;
         std::this_thread::sleep_for(20ms)) {
        try {
            if (support::ask(port, "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                return;
        } catch (const std::runtime_error&) { // it does not listen yet
        }
    }
    BOOST_FAIL("the server does not start");
}

} // namespace

BOOST_AUTO_TEST_SUITE(several_servers)

// On SQLite there is one process; both ports are its own.
BOOST_DATA_TEST_CASE(an_offer_made_through_one_is_counted_in_a_stream_of_the_other, support::kBoth, backend)
{
    Place place(backend);
    place.db.close();
    const bool two = backend == store::Backend::postgresql;
    const auto first = support::free_port(), second = two ? support::free_port() : first;
    support::Child one([&] { return killed::serve(place, first); });
    wait_for(first);
    std::unique_ptr<support::Child> other;
    if (two) other = std::make_unique<support::Child>([&] { return killed::serve(place, second); });
    wait_for(second);

    Wire stream(first, Wire::Kind::plain);
    stream.send("GET /inbox/events HTTP/1.1\r\nHost: localhost\r\nCookie: parasol=" +
                place.sessions.at(static_cast<std::size_t>(Who::charity)) + "\r\n\r\n");
    const auto head = stream.until("\r\n\r\n", 20s);
    BOOST_REQUIRE((head && head->contains("200 OK")));
    const auto before = stream.until("\n\n", 20s);
    BOOST_REQUIRE((before && before->contains("data: 0")));

    Desk{place, second}.offer(); // its notice waits some minutes; what waits for an answer is counted at once
    std::string heard;
    for (const auto until = std::chrono::steady_clock::now() + 20s;
         !heard.contains("data: 0 1") && std::chrono::steady_clock::now() < until;)
        heard += stream.until("\n\n", 2s).value_or("");
    BOOST_TEST(heard.contains("data: 0 1"), heard);
}

BOOST_AUTO_TEST_SUITE_END()
