// Who sends files while strangers hold what they promised: an account has a share of its own.
#include "tests/support/app_server.hpp"
#include <boost/test/unit_test.hpp>

using models::Role;
using namespace std::chrono_literals;
using support::AppServer;
using support::Wire;

namespace {

const std::string kTarget = "POST /offers/7/deliveries/7/vouchers HTTP/1.1\r\nHost: localhost\r\n"
                            "Content-Type: multipart/form-data; boundary=b\r\n";

std::string part(const std::string& head, const std::string& content)
{
    return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(uploads)

BOOST_AUTO_TEST_CASE(an_account_is_received_while_strangers_hold_all_that_is_theirs)
{
    const AppServer app;
    for (int i = 0; i < 8; ++i) app.get(Role::caseworker, "/"); // both threads know the session
    std::vector<std::unique_ptr<Wire>> held;
    int turned_away = 0;
    for (int i = 0; i < 12; ++i) {
        held.push_back(std::make_unique<Wire>(app.port(), Wire::Kind::plain));
        held.back()->send(kTarget + "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
        if (const auto head = held.back()->until("\r\n\r\n", 300ms); head && head->contains(" 503 ")) {
            ++turned_away;
            BOOST_TEST(head->contains("Retry-After: "));
            BOOST_TEST(held.back()->until("</html>", 1s).value_or("").contains("现在办理的人较多"));
        }
    }
    BOOST_TEST(turned_away == 8); // two of an address, on each of two threads

    const auto body = part("name=\"csrf\"", app.csrf(Role::caseworker)) + part("name=\"once\"", "x") +
                      part("name=\"vouchers\"; filename=\"a.pdf\"", "%PDF-1.4 %%EOF") + "--b--\r\n";
    for (int i = 0; i < 4; ++i) {
        const auto heard = support::ask(
            app.port(), kTarget + "Connection: close\r\nCookie: parasol=" + app.session(Role::caseworker) +
                            "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        BOOST_REQUIRE(heard.has_value());
        BOOST_TEST(heard->status == 404); // it was read: there is no such offer
    }
}

BOOST_AUTO_TEST_SUITE_END()
