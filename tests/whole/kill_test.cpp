// A server that is killed in the middle of moves of every kind, on both databases.
#include "models/offer.hpp"
#include "models/referral.hpp"
#include "tests/support/child.hpp"
#include "tests/support/wire.hpp"
#include "tests/whole/killed.hpp"
#include "tests/whole/running.hpp"
#include <boost/algorithm/string/join.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <thread>

using namespace std::chrono_literals;
using killed::Place;
using support::Child;
using support::Wire;

namespace {

constexpr int kClients = 6;

void wait_for(std::uint16_t port)
{
    for (const auto until = std::chrono::steady_clock::now() + 60s;
         std::chrono::steady_clock::now() < until;) {
        try {
            if (support::ask(port, "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                return;
        } catch (const std::runtime_error&) { // it does not listen yet
        }
        std::this_thread::sleep_for(20ms);
    }
    BOOST_FAIL("the server does not start");
}

// What was on its way is sent again with its key: done once, whether it was done before the kill or not.
void send_again(std::uint16_t port, const std::vector<std::string>& requests)
{
    for (const auto& request : requests) {
        const auto first = support::ask(port, request), second = support::ask(port, request);
        BOOST_REQUIRE((first && second));
        BOOST_TEST(first->status < 500, request);
        if (request.find("Idempotency-Key") == std::string::npos) continue;
        BOOST_TEST(first->status == second->status, request);
        if (first->status < 300) BOOST_TEST(first->body == second->body);
    }
}

// `parasol serve` itself, or its server in a fork of this program: there the day can be moved on, so that the
// minute's sweep is under way too. Ends it; its status.
std::function<int()> started(const Place& place, std::uint16_t port, bool itself)
{
    if (!itself) {
        auto server = std::make_shared<Child>([&place, port] { return killed::serve(place, port); });
        return [server] {
            server->kill();
            return server->status();
        };
    }
    auto server = std::make_shared<support::Running>(
        killed::log_file(place),
        std::vector<std::string>{"serve", "--data", place.db.folder().string(), "--database", place.db.url(),
                                 "--port", std::to_string(port)});
    return [server] {
        server->signal(SIGKILL);
        return server->status_within(60s);
    };
}

void check(const Place& place, const killed::Told& told)
{
    for (const auto& fault : told.broken) BOOST_ERROR(fault << "\n" << killed::log_of(place));
    for (const auto& fault : killed::faults_in(place)) BOOST_ERROR(fault);
    for (const auto& fault : killed::lost_in(place, told)) BOOST_ERROR(fault);
}

} // namespace

BOOST_AUTO_TEST_SUITE(killed_servers)

BOOST_DATA_TEST_CASE(what_was_answered_is_kept_and_nothing_is_half_done, support::kBoth, backend)
{
    const bool long_one = std::getenv("PARASOL_LONG") != nullptr;
    const int rounds = long_one ? 50 : 4;
    Place place(backend);
    place.db.close();
    std::map<std::string, int> acts;
    std::vector<std::string> unanswered, families;
    std::size_t told_versions = 0;
    for (int round = 0; round < rounds; ++round) BOOST_TEST_CONTEXT("round " << round)
        {
            const auto port = support::free_port();
            const auto server = started(place, port, round % 2 == 1);
            wait_for(port);
            send_again(port, unanswered);
            const int most = long_one ? 80 + round * 37 % 80 : 30 + round * 37 % 50;
            const auto told = killed::press(
                place, port, static_cast<std::uint64_t>(round) * 17 + 1, kClients,
                [&] { BOOST_TEST(server() == -SIGKILL); }, most, families);
            check(place, told);
            for (const auto& [act, count] : told.acts) acts[act] += count;
            unanswered = told.unanswered;
            families = told.families;
            told_versions += told.versions.size();
            killed::enlarge(place);
        }
    int all = 0;
    for (const auto& [act, count] : acts) all += count;
    BOOST_TEST(all > 20);
    BOOST_TEST(told_versions > 0u);
    for (const auto& [move, count] : killed::moves_in(place)) BOOST_TEST_MESSAGE(move << ": " << count);
    BOOST_TEST_MESSAGE(all << " acts were answered");
    if (!long_one) return;
    for (const auto* act : {"consent given", "consent withdrawn", "offer take_back", "objection",
                            "objection answered", "task done", "next day"})
        BOOST_TEST(acts[act] > 0, act << " was never made");
    auto moves = killed::moves_in(place);
    std::vector<std::string> never;
    for (const auto& [act, name] : models::kNames<models::OfferAct>)
        if (moves["offer " + std::string(name)] == 0) never.push_back("offer " + std::string(name));
    for (const auto& [act, name] : models::kNames<models::ReferralAct>)
        if (act != models::ReferralAct::discard && moves["referral " + std::string(name)] == 0) // of a draft
            never.push_back("referral " + std::string(name));
    constexpr std::size_t kSeldom = 6; // what needs a complaint upheld, days gone by or a place come free
    BOOST_TEST(never.size() <= kSeldom, boost::algorithm::join(never, ", ") << " were never made");
}

BOOST_AUTO_TEST_SUITE_END()
