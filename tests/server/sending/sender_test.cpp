// Requests to other servers: to nobody who must not be reached, with checked certificates, within limits.
#include "server/sending/sender.hpp"
#include "tests/support/keys.hpp"
#include "tests/support/small_server.hpp"
#include <arpa/inet.h>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>

using namespace server::sending;
using namespace std::chrono_literals;
using support::SmallServer;

namespace {

// Listens on 127.0.0.1 and ::1, answers nobody, and tells whether anybody came.
class Listener {
public:
    Listener()
    {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_any; // both kinds
        socket_ = ::socket(AF_INET6, SOCK_STREAM, 0);
        const int off = 0;
        ::setsockopt(socket_, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(socket_, 8);
        socklen_t size = sizeof address;
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin6_port);
    }
    ~Listener() { ::close(socket_); }
    bool has_visitors() const
    {
        pollfd watched{socket_, POLLIN, 0};
        return ::poll(&watched, 1, 100) > 0;
    }
    std::uint16_t port{};

private:
    int socket_{};
};

Answer asked(const std::string& url, Limits limits)
{
    Sender sender(std::move(limits));
    sender.start(7, Post{url, {"Content-Type: application/json"}, "{}"});
    const auto answers = sender.wait(10s);
    BOOST_REQUIRE(answers.size() == 1);
    BOOST_TEST(answers[0].key == 7);
    return answers[0];
}

Limits allowing(const std::string& networks) { return {.allowed = read_networks(networks), .whole = 2s}; }

std::string with_port(std::string url, std::uint16_t port)
{
    url.replace(url.find("PORT"), 4, std::to_string(port));
    return url;
}

const std::vector<std::string> kDisguises{
    "http://127.0.0.1:PORT/",       "https://127.0.0.1:PORT/",
    "https://localhost:PORT/",      "https://2130706433:PORT/",
    "https://0x7f000001:PORT/",     "https://0177.0.0.1:PORT/",
    "https://127.1:PORT/",          "https://0.0.0.0:PORT/",
    "https://[::1]:PORT/",          "https://[::ffff:127.0.0.1]:PORT/",
    "https://user@127.0.0.1:PORT/", "https://public.example@127.0.0.1:PORT/"};

} // namespace

BOOST_AUTO_TEST_SUITE(sender)

BOOST_DATA_TEST_CASE(nobody_on_this_machine_is_reached_however_it_is_written, kDisguises, url)
{
    const Listener listener;
    const auto answer = asked(with_port(url, listener.port), allowing(""));
    BOOST_TEST(answer.fault == "address");
    BOOST_TEST(!listener.has_visitors());
}

BOOST_DATA_TEST_CASE(nothing_but_the_web_is_spoken,
                     std::vector<std::string>({"file:///etc/passwd", "gopher://127.0.0.1:PORT/",
                                               "ftp://127.0.0.1:PORT/", "dict://127.0.0.1:PORT/"}),
                     url)
{
    const Listener listener;
    const auto answer =
        asked(url.contains("PORT") ? with_port(url, listener.port) : url, allowing("127.0.0.0/8 ::1"));
    BOOST_TEST(answer.fault == "url");
    BOOST_TEST(!listener.has_visitors());
}

BOOST_AUTO_TEST_CASE(the_environments_proxy_is_not_asked)
{
    const Listener listener;
    const auto proxy = "http://127.0.0.1:" + std::to_string(listener.port);
    ::setenv("https_proxy", proxy.c_str(), 1);
    ::setenv("http_proxy", proxy.c_str(), 1);
    const auto answer = asked("https://192.0.2.1/", allowing("127.0.0.1")); // where a proxy may be reached
    ::unsetenv("https_proxy");
    ::unsetenv("http_proxy");
    BOOST_TEST(answer.fault == "address");
    BOOST_TEST(!listener.has_visitors());
}

BOOST_AUTO_TEST_CASE(plain_http_goes_only_where_the_configuration_allows)
{
    const SmallServer server;
    const auto url = "http://127.0.0.1:" + std::to_string(server.port()) + "/api/echo";
    BOOST_TEST(asked(url, allowing("10.0.0.0/8")).fault == "address");
    BOOST_TEST(asked(url, allowing("127.0.0.1")).done());
}

BOOST_AUTO_TEST_CASE(a_certificate_that_nobody_vouches_for_is_refused)
{
    const SmallServer server([](server::Config& config) {
        config.certificate = support::own_keys().certificate;
        config.private_key = support::own_keys().key;
    });
    auto limits = allowing("127.0.0.1 ::1");
    const auto url = ":" + std::to_string(server.port()) + "/api/echo";
    BOOST_TEST(asked("https://localhost" + url, limits).fault == "tls");
    limits.ca_file = support::own_keys().certificate;
    BOOST_TEST(asked("https://localhost" + url, limits).status == 200);
    BOOST_TEST(asked("https://127.0.0.1" + url, limits).fault == "tls"); // it is localhost's
}

BOOST_AUTO_TEST_CASE(who_does_not_answer_is_given_up)
{
    const Listener listener;
    auto limits = allowing("127.0.0.1");
    limits.whole = 300ms;
    const auto answer = asked("http://127.0.0.1:" + std::to_string(listener.port) + "/", limits);
    BOOST_TEST(answer.fault == "timeout");
    BOOST_TEST(answer.took.count() >= 250);
}

BOOST_AUTO_TEST_CASE(many_are_under_way_at_once_and_one_that_hangs_delays_nobody)
{
    const SmallServer server;
    const Listener listener;
    auto limits = allowing("127.0.0.1");
    limits.whole = 5s;
    Sender sender(limits);
    sender.start(1, Post{"http://127.0.0.1:" + std::to_string(listener.port) + "/", {}, "{}"});
    for (std::uint64_t key = 2; key < 30; ++key)
        sender.start(key, Post{"http://127.0.0.1:" + std::to_string(server.port()) + "/api/echo",
                               {"Content-Type: application/json"},
                               "{}"});
    std::size_t done = 0;
    for (const auto until = std::chrono::steady_clock::now() + 4s;
         done < 28 && std::chrono::steady_clock::now() < until;)
        for (const auto& answer : sender.wait(1s)) done += answer.done();
    BOOST_TEST(done == 28);
    BOOST_TEST(sender.under_way() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
