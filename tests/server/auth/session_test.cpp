#include "models/store/accounts.hpp"
#include "server/auth/session.hpp"
#include "tests/server/auth/gate.hpp"
#include <boost/test/unit_test.hpp>

using namespace gate;

namespace {

std::string cookie_of(const Response& response)
{
    const auto& cookie = response.cookies.front();
    return cookie.substr(cookie.find('=') + 1, cookie.find(';') - cookie.find('=') - 1);
}

struct Door : Gate {
    Response sign_in(const Call& asked, const models::Actor& actor)
    {
        return db.write([&](store::Writer& writer) {
            return auth::begin_session(asked, writer, actor.account, "/referrals", auth::Shown::password);
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sessions, Door)

BOOST_AUTO_TEST_CASE(the_cookie_is_out_of_reach_of_scripts_and_other_sites)
{
    BOOST_TEST(auth::session_cookie(true, "t") == "__Host-parasol=t; Path=/; HttpOnly; SameSite=Lax; Secure");
    BOOST_TEST(auth::session_cookie(false, "t") == "parasol=t; Path=/; HttpOnly; SameSite=Lax");
    BOOST_TEST(auth::ended_cookie(true).find("Max-Age=0") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(signing_in_never_takes_the_token_the_browser_came_with)
{
    const auto response = sign_in(with("chosen-by-an-attacker", kSignIn), village());
    BOOST_TEST(response.status == 303);
    BOOST_TEST(cookie_of(response) != "chosen-by-an-attacker");
    BOOST_TEST(cookie_of(response).size() >= 43u); // 256 bits
    BOOST_TEST(status(with("chosen-by-an-attacker", kLook), kLook) == 303);
    BOOST_TEST(status(with(cookie_of(response), kLook), kLook) == 200);
}

BOOST_AUTO_TEST_CASE(signing_in_again_ends_the_session_before)
{
    const auto first = cookie_of(sign_in(with("", kSignIn), village()));
    const auto second = cookie_of(sign_in(with(first, kSignIn), township()));
    BOOST_TEST(first != second);
    BOOST_TEST(status(with(first, kLook), kLook) == 303);
    BOOST_TEST(count_events("sign_in.done") == 2);
}

BOOST_AUTO_TEST_CASE(signing_out_ends_it_on_the_server)
{
    const auto cookie = session(village());
    auto asked = with(cookie, kLook);
    admit(asked, kLook);
    const auto response = db.write([&](store::Writer& writer) { return auth::end_session(asked, writer); });
    BOOST_TEST(response.cookies.front() == auth::ended_cookie(false));
    BOOST_TEST(status(with(cookie, kLook), kLook) == 303);
    BOOST_TEST(count_events("sign_in.ended") == 1);
}

BOOST_AUTO_TEST_CASE(all_sessions_of_an_account_can_be_ended_and_no_others)
{
    const auto account = village().account;
    const auto one = session(village()), two = session(village()), other = session(township());
    db.write([&](store::Writer& writer) { store::end_sessions_of(writer, account); });
    BOOST_TEST(status(with(one, kLook), kLook) == 303);
    BOOST_TEST(status(with(two, kLook), kLook) == 303);
    BOOST_TEST(status(with(other, kLook), kLook) == 200);
}

BOOST_AUTO_TEST_SUITE_END()
