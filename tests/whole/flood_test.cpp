// Many who try passwords at once (quality.md 31, 32).
#include "tests/support/app_server.hpp"
#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <map>

using models::Role;
using support::Wire;

namespace {

const std::string kCookie = "of-a-page-that-was-opened";

using Numbered = std::function<std::string(int)>;

// The answers to so many forms that are all on their way before the first is heard.
std::vector<support::Heard> forms_at_once(const support::AppServer& app, int count, const Numbered& from,
                                          const std::string& path, const std::string& cookie,
                                          const Numbered& fields)
{
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < count; ++i) {
        const auto body = "csrf=" + app.csrf_of(cookie) + "&" + fields(i);
        wires.push_back(std::make_unique<Wire>(app.port(), app.kind(), from(i)));
        wires.back()->send("POST " + path +
                           " HTTP/1.1\r\nHost: parasol.example\r\nConnection: close\r\n"
                           "Cookie: parasol=" +
                           cookie +
                           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                           std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    std::vector<support::Heard> all;
    for (const auto& wire : wires) {
        auto heard = wire->answer();
        BOOST_REQUIRE(heard.has_value());
        all.push_back(*std::move(heard));
    }
    return all;
}

std::vector<support::Heard> at_once(const support::AppServer& app, int count, const Numbered& from,
                                    const Numbered& login, const std::string& password)
{
    return forms_at_once(app, count, from, "/sign-in", kCookie,
                         [&](int i) { return "login=" + login(i) + "&password=" + password; });
}

std::map<int, int> counted(const std::vector<support::Heard>& all)
{
    std::map<int, int> statuses;
    for (const auto& heard : all) ++statuses[heard.status];
    return statuses;
}

std::int64_t resident_kilobytes()
{
    std::ifstream in("/proc/self/status");
    for (std::string word; in >> word;)
        if (word == "VmRSS:") {
            std::int64_t kilobytes{};
            in >> kilobytes;
            return kilobytes;
        }
    return 0;
}

std::string address(int i)
{
    return "127.0." + std::to_string(1 + i / 200) + "." + std::to_string(1 + i % 200);
}

// Somebody who works meanwhile: how long each page took, in milliseconds.
std::vector<double> pages_until(const support::AppServer& app, const std::atomic<bool>& over)
{
    std::vector<double> times;
    do {
        const auto began = std::chrono::steady_clock::now();
        BOOST_TEST(app.get(Role::county, "/referrals").status == 200);
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    } while (!over);
    std::ranges::sort(times);
    return times;
}

} // namespace

BOOST_AUTO_TEST_SUITE(floods)

BOOST_AUTO_TEST_CASE(a_hundred_tries_at_once_are_five)
{
    support::AppServer app;
    const auto here = [](int) { return std::string("127.0.0.5"); };
    const auto village = [](int) { return std::string("village"); };
    auto statuses = counted(at_once(app, 100, here, village, "a+wrong+one"));
    BOOST_TEST(statuses[422] == 5);
    BOOST_TEST(statuses[422] + statuses[429] + statuses[503] == 100); // 503: the queue was full
    BOOST_TEST(statuses[429] > 0);

    std::string right(support::kAppPassword);
    std::ranges::replace(right, ' ', '+');
    BOOST_TEST(at_once(app, 1, here, village, right).front().status == 429);
    BOOST_TEST(at_once(app, 1, address, village, right).front().status == 303);
}

BOOST_AUTO_TEST_CASE(a_stolen_session_has_five_tries_at_the_password_too)
{
    support::AppServer app;
    const auto here = [](int) { return std::string("127.0.0.5"); };
    const auto statuses =
        counted(forms_at_once(app, 60, here, "/account/password", app.session(Role::village), [](int i) {
            return "current=a+wrong+one+" + std::to_string(i) +
                   "&password=a+new+one+of+mine&again=a+new+one+of+mine";
        }));
    const auto of = [&](int status) { return statuses.contains(status) ? statuses.at(status) : 0; };
    BOOST_TEST(of(422) == 5);
    BOOST_TEST(of(422) + of(429) + of(503) == 60);
}

BOOST_AUTO_TEST_CASE(a_flood_of_sign_ins_has_one_worker_and_a_short_queue)
{
    const bool long_one = std::getenv("PARASOL_LONG") != nullptr;
    const int count = long_one ? 500 : 60;
    support::AppServer app;
    app.get(Role::county, "/referrals");
    const auto before = resident_kilobytes();
    std::atomic<bool> over{false};
    std::vector<double> times;
    std::thread working([&] { times = pages_until(app, over); });
    const auto all =
        at_once(app, count, address, [](int i) { return "nobody" + std::to_string(i); }, "a+wrong+one");
    over = true;
    working.join();

    auto statuses = counted(all);
    BOOST_TEST(statuses[422] + statuses[503] == count);
    BOOST_TEST(statuses[422] > 0);
    for (const auto& heard : all)
        if (heard.status == 503) BOOST_TEST(!heard.field("retry-after").empty());
    std::string right(support::kAppPassword);
    std::ranges::replace(right, ' ', '+');
    const auto officer = [](int) { return std::string("village"); };
    BOOST_TEST(at_once(app, 1, address, officer, right).front().status == 303);
    if (!long_one) return;

    BOOST_TEST(statuses[503] > 0);
    const auto p99 = times[times.size() * 99 / 100];
    const auto grown = resident_kilobytes() - before;
    BOOST_TEST_MESSAGE(statuses[422] << " were tried, " << statuses[503] << " turned away; " << times.size()
                                     << " pages meanwhile, p99 " << p99 << " ms; " << grown << " kB more");
    BOOST_TEST(p99 <= 500);
    BOOST_TEST(grown <= 64 * 1024);
}

BOOST_AUTO_TEST_SUITE_END()
