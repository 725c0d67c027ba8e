// A server that is killed in the middle of moves of every kind, on both databases.
#include "tests/support/wire.hpp"
#include "tests/whole/killed.hpp"
#include "tests/whole/running.hpp"
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
    const int rounds = long_one ? 50 : 3;
    Place place(backend);
    place.db.close();
    std::map<std::string, int> acts;
    std::vector<std::string> unanswered, families;
    std::size_t told_versions = 0;
    for (int round = 0; round < rounds; ++round) BOOST_TEST_CONTEXT("round " << round)
        {
            const auto port = support::free_port();
            Child server([&] { return killed::serve(place, port); });
            wait_for(port);
            send_again(port, unanswered);
            const auto told = killed::press(place, port, static_cast<std::uint64_t>(round) * 40 + 1, kClients,
                                            server, 30 + round * 37 % 50, families);
            BOOST_TEST(server.status() == -SIGKILL);
            check(place, told);
            for (const auto& [act, count] : told.acts) acts[act] += count;
            unanswered = told.unanswered;
            families = told.families;
            told_versions += told.versions.size();
        }
    int all = 0;
    for (const auto& [act, count] : acts) {
        BOOST_TEST_MESSAGE(act << ": " << count);
        all += count;
    }
    BOOST_TEST(all > 20);
    BOOST_TEST(told_versions > 0u);
    if (!long_one) return;
    for (const auto* act : {"report",
                            "referral recheck",
                            "referral confirm",
                            "referral confirm_urgently",
                            "referral return",
                            "referral resubmit",
                            "referral suspend",
                            "referral resume",
                            "referral withdraw",
                            "referral close",
                            "referral end",
                            "referral reopen",
                            "referral correct",
                            "referral mark_as_error",
                            "consent given",
                            "consent withdrawn",
                            "offer",
                            "open",
                            "offer accept",
                            "offer decline",
                            "offer deliver",
                            "offer complete",
                            "offer ask_for_facts",
                            "offer answer",
                            "offer withdraw",
                            "offer take_back",
                            "offer fail",
                            "objection",
                            "objection answered",
                            "task done",
                            "next day"})
        BOOST_TEST(acts[act] > 0, act << " was never made");
}

BOOST_AUTO_TEST_SUITE_END()
