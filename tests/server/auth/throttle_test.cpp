#include "models/store/accounts.hpp"
#include "server/auth/throttle.hpp"
#include "tests/server/auth/gate.hpp"
#include <boost/test/unit_test.hpp>

using namespace gate;
using namespace std::chrono_literals;

namespace {

struct Door : Gate {
    void fail(int times, const std::string& login, const std::string& address)
    {
        db.write([&](store::Writer& writer) {
            for (int i = 0; i < times; ++i) store::insert_failure(writer, login, address, now);
        });
    }
    std::optional<Response> at(const std::string& login, const std::string& address)
    {
        auto asked = with("", kSignIn);
        asked.api = true; // refusals without a page
        asked.peer = address;
        return db.read([&](store::Reader& reader) { return auth::throttled(asked, reader, login); });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(throttle, Door)

BOOST_AUTO_TEST_CASE(the_sixth_try_has_to_wait)
{
    fail(4, "li", "10.0.0.1");
    BOOST_TEST(!at("li", "10.0.0.1").has_value());
    fail(1, "li", "10.0.0.1");
    const auto refused = at("li", "10.0.0.1");
    BOOST_REQUIRE(refused.has_value());
    BOOST_TEST(refused->status == 429);
    BOOST_TEST((refused->fields.back() == std::pair<std::string, std::string>("Retry-After", "900")));
    BOOST_TEST(refused->note->event == "sign_in.throttled");
    BOOST_TEST(refused->note->subject.empty());
}

BOOST_AUTO_TEST_CASE(the_owner_at_another_address_is_not_locked_out)
{
    fail(49, "li", "10.0.0.1");
    BOOST_TEST(at("li", "10.0.0.1").has_value());
    BOOST_TEST(!at("li", "10.0.0.2").has_value());
    BOOST_TEST(!at("wang", "10.0.0.1").has_value());
}

BOOST_AUTO_TEST_CASE(one_address_that_tries_many_logins_has_to_wait_too)
{
    for (int i = 0; i < 49; ++i) fail(1, "login" + std::to_string(i), "10.0.0.1");
    BOOST_TEST(!at("another", "10.0.0.1").has_value());
    fail(1, "one-more", "10.0.0.1");
    BOOST_TEST(at("another", "10.0.0.1").has_value());
    BOOST_TEST(!at("another", "10.0.0.2").has_value());
}

BOOST_AUTO_TEST_CASE(after_a_quarter_of_an_hour_it_is_forgotten)
{
    fail(5, "li", "10.0.0.1");
    now += auth::kFailureWindow - 1ms;
    BOOST_TEST(at("li", "10.0.0.1").has_value());
    now += 2ms;
    BOOST_TEST(!at("li", "10.0.0.1").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
