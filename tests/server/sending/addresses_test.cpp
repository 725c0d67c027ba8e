// Where a webhook may lead.
#include "server/sending/addresses.hpp"
#include <arpa/inet.h>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <netinet/in.h>

using namespace server::sending;

namespace {

sockaddr_storage address_of(const std::string& text)
{
    sockaddr_storage whole{};
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    v4.sin_family = AF_INET;
    v6.sin6_family = AF_INET6;
    if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1)
        std::memcpy(&whole, &v4, sizeof v4);
    else if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1)
        std::memcpy(&whole, &v6, sizeof v6);
    return whole;
}

bool may(const std::string& text, const std::string& allowed = "")
{
    const auto address = address_of(text);
    return may_connect(reinterpret_cast<const sockaddr*>(&address), read_networks(allowed));
}

const std::vector<std::string> kShut{"127.0.0.1",
                                     "127.255.255.254",
                                     "0.0.0.0",
                                     "10.0.0.1",
                                     "172.16.0.1",
                                     "172.31.255.255",
                                     "192.168.1.1",
                                     "100.64.0.1",
                                     "169.254.169.254", // a cloud's own facts
                                     "192.0.2.1",
                                     "198.18.0.1",
                                     "224.0.0.1",
                                     "255.255.255.255",
                                     "::",
                                     "::1",
                                     "::ffff:127.0.0.1",
                                     "::ffff:10.0.0.1",
                                     "::ffff:169.254.169.254",
                                     "::127.0.0.1",
                                     "64:ff9b::7f00:1",
                                     "fe80::1",
                                     "fc00::1",
                                     "fd12:3456::1",
                                     "ff02::1",
                                     "2001:db8::1",
                                     "2002:7f00:1::1", // 6to4 of 127.0.0.1
                                     "2001::1"};       // Teredo
const std::vector<std::string> kOpen{"8.8.8.8",        "114.114.114.114", "172.32.0.1",  "11.0.0.1",
                                     "::ffff:8.8.8.8", "2606:4700::1111", "2400:3200::1"};

} // namespace

BOOST_AUTO_TEST_SUITE(addresses)

BOOST_DATA_TEST_CASE(what_is_not_public_is_shut, kShut, text) { BOOST_TEST(!may(text)); }

BOOST_DATA_TEST_CASE(what_is_public_is_open, kOpen, text) { BOOST_TEST(may(text)); }

BOOST_AUTO_TEST_CASE(what_is_named_is_open_and_nothing_beside_it)
{
    BOOST_TEST(may("10.1.2.3", "10.1.0.0/16"));
    BOOST_TEST(may("::ffff:10.1.2.3", "10.1.0.0/16"));
    BOOST_TEST(!may("10.2.0.1", "10.1.0.0/16"));
    BOOST_TEST(may("fd12::9", "127.0.0.1/32, fd12::/16"));
    BOOST_TEST(!may("127.0.0.2", "127.0.0.1/32 fd12::/16"));
}

BOOST_DATA_TEST_CASE(what_is_no_network_is_refused,
                     std::vector<std::string>({"10.1", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "localhost",
                                               "::1/129"}),
                     text)
{
    BOOST_CHECK_THROW(read_networks(text), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
