#include "tests/server/net/odd.hpp"
#include "tests/support/keys.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/wire.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using support::Wire;

namespace support {

static std::ostream& operator<<(std::ostream& out, Wire::Kind kind)
{
    return out << (kind == Wire::Kind::tls ? "TLS" : "plain");
}

} // namespace support

namespace {

constexpr std::array kKinds{Wire::Kind::plain, Wire::Kind::tls};

support::SmallServer& server_of(Wire::Kind kind)
{
    static support::SmallServer plain;
    static support::SmallServer secure([](server::Config& config) {
        config.certificate = support::own_keys().certificate;
        config.private_key = support::own_keys().key;
    });
    return kind == Wire::Kind::tls ? secure : plain;
}

void check(const odd::Odd& request, Wire::Kind kind)
{
    using namespace std::chrono_literals;
    const int before = support::canaries();
    Wire wire(server_of(kind).port(), kind);
    wire.send(request.bytes + odd::kCanary);
    const auto heard = wire.answer();
    BOOST_TEST_CONTEXT(request.name)
    {
        BOOST_TEST((heard ? heard->status : 0) == request.status);
        const auto next = wire.answer();
        const bool goes_on = request.end == odd::End::goes_on;
        BOOST_TEST((next && next->body == "canary") == goes_on);
        BOOST_TEST(support::canaries() - before == (goes_on ? 1 : 0));
        if (goes_on) return;
        BOOST_TEST((heard && heard->field("connection") == "close"));
        BOOST_TEST(wire.is_closed_within(5s));
        BOOST_TEST(!wire.was_reset());
        BOOST_TEST((kind == Wire::Kind::plain || wire.said_goodbye()));
    }
}

void check_all(const odd::Table& table, Wire::Kind kind)
{
    for (const auto& request : table) check(request, kind);
}

} // namespace

BOOST_AUTO_TEST_SUITE(malformed_requests)

BOOST_DATA_TEST_CASE(of_the_request_line, kKinds, kind) { check_all(odd::request_lines(), kind); }
BOOST_DATA_TEST_CASE(of_the_target, kKinds, kind) { check_all(odd::targets(), kind); }
BOOST_DATA_TEST_CASE(of_the_host, kKinds, kind) { check_all(odd::hosts(), kind); }
BOOST_DATA_TEST_CASE(of_the_fields, kKinds, kind) { check_all(odd::field_lines(), kind); }
BOOST_DATA_TEST_CASE(of_the_connection, kKinds, kind) { check_all(odd::connections(), kind); }
BOOST_DATA_TEST_CASE(of_the_length, kKinds, kind) { check_all(odd::lengths(), kind); }
BOOST_DATA_TEST_CASE(of_the_coding, kKinds, kind) { check_all(odd::codings(), kind); }
BOOST_DATA_TEST_CASE(of_the_chunks, kKinds, kind) { check_all(odd::chunks(), kind); }

BOOST_AUTO_TEST_CASE(there_are_enough_of_them)
{
    std::size_t count = 0;
    for (const auto& table : {odd::request_lines(), odd::targets(), odd::hosts(), odd::field_lines(),
                              odd::connections(), odd::lengths(), odd::codings(), odd::chunks()})
        count += table.size();
    BOOST_TEST(count >= 190u);
}

BOOST_AUTO_TEST_SUITE_END()
