#include "models/store/accounts.hpp"
#include "tests/server/auth/gate.hpp"
#include <boost/test/unit_test.hpp>

using namespace gate;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(guard, Gate)

BOOST_AUTO_TEST_CASE(a_session_brings_its_account_and_a_form_token)
{
    const auto cookie = session(village());
    auto asked = with(cookie, kLook);
    BOOST_TEST(!admit(asked, kLook).refused.has_value());
    BOOST_CHECK(asked.actor.account == village().account);
    BOOST_CHECK(asked.actor.area == support::kVillage);
    BOOST_TEST(!asked.actor.by_token);
    BOOST_TEST(asked.csrf == csrf_of(cookie));
}

BOOST_AUTO_TEST_CASE(whoever_the_call_claimed_to_be_is_forgotten)
{
    auto asked = with("", kLook);
    asked.actor = county();
    BOOST_TEST(admit(asked, kLook).refused.has_value());
    BOOST_TEST(!asked.actor);
}

BOOST_AUTO_TEST_CASE(without_a_session_a_page_leads_to_the_sign_in_and_back)
{
    auto asked = with("", kLook);
    asked.target = "/things/7?lang=en";
    const auto refused = admit(asked, kLook).refused;
    BOOST_REQUIRE(refused.has_value());
    BOOST_TEST(refused->status == 303);
    BOOST_TEST(refused->fields.front().second == "/sign-in?back=%2Fthings%2F7%3Flang%3Den");
}

BOOST_AUTO_TEST_CASE(without_a_token_the_api_says_how_to_sign_in)
{
    auto asked = with("", kApiLook);
    const auto refused = admit(asked, kApiLook).refused;
    BOOST_REQUIRE(refused.has_value());
    BOOST_TEST(refused->status == 401);
    BOOST_TEST(refused->fields.back().first == "WWW-Authenticate");
}

BOOST_AUTO_TEST_CASE(a_session_ends_after_half_an_hour_of_silence)
{
    const auto cookie = session(village());
    now += 30min;
    BOOST_TEST(status(with(cookie, kLook), kLook) == 200);
    now += 1ms;
    BOOST_TEST(status(with(cookie, kLook), kLook) == 303);
}

BOOST_AUTO_TEST_CASE(a_session_ends_after_twelve_hours_of_work)
{
    const auto cookie = session(village());
    const auto began = now;
    for (; now < began + 12h; now += 20min)
        db.write([&](store::Writer& writer) { store::touch_session(writer, cookie, now); });
    BOOST_TEST(status(with(cookie, kLook), kLook) == 200);
    now += 1ms;
    BOOST_TEST(status(with(cookie, kLook), kLook) == 303);
}

// Also one that was open when its account came to need a second factor.
BOOST_AUTO_TEST_CASE(a_session_by_password_alone_is_nobodys_where_a_second_factor_is_due)
{
    const auto administrator = officer(models::Role::admin, {}, "admin");
    for (const auto& actor : {county(), administrator, village()}) {
        const auto token = store::random_token();
        db.write([&](store::Writer& writer) { store::insert_session(writer, token, actor.account, now); });
        auto asked = with(token, kLook);
        admit(asked, kLook);
        BOOST_TEST(static_cast<bool>(asked.actor) == !needs_second_factor(actor.role));
        db.write([&](store::Writer& writer) { store::mark_factor(writer, token, now); });
        admit(asked, kLook);
        BOOST_TEST(static_cast<bool>(asked.actor));
    }
}

BOOST_AUTO_TEST_CASE(what_changes_about_an_account_counts_from_the_next_request)
{
    const auto cookie = session(village());
    auto row =
        db.read([&](store::Reader& reader) { return *store::find_account(reader, village().account); });
    row.actor.role = models::Role::caseworker;
    db.write([&](store::Writer& writer) { BOOST_TEST(store::save_account(writer, row)); });
    BOOST_TEST(status(with(cookie, kLook), kLook) == 403);
    row.active = false;
    ++row.version;
    db.write([&](store::Writer& writer) { BOOST_TEST(store::save_account(writer, row)); });
    BOOST_TEST(status(with(cookie, kLook), kLook) == 303);
}

BOOST_AUTO_TEST_CASE(a_cookie_nobody_was_given_is_nobody)
{
    for (const std::string cookie : {"x", "' OR 1=1 --", "../../etc/passwd"})
        BOOST_TEST(status(with(cookie, kLook), kLook) == 303);
    auto asked = with(session(village()), kLook);
    asked.has_new_cookie = true; // made for this very answer
    BOOST_TEST(status(asked, kLook) == 303);
}

BOOST_AUTO_TEST_CASE(a_change_needs_the_sessions_own_form_token)
{
    const auto cookie = session(village()), other = session(township());
    BOOST_TEST(status(with_form(cookie, kChange), kChange) == 200);
    BOOST_TEST(status(with(cookie, kChange), kChange) == 403);
    for (const auto& csrf : {std::string(), std::string("x"), csrf_of(other), csrf_of(cookie) + "x", cookie,
                             csrf_of(cookie).substr(1)})
        BOOST_TEST(status(with(cookie, kChange, {{"csrf", csrf}}), kChange) == 403, csrf);
}

BOOST_AUTO_TEST_CASE(the_sign_in_form_needs_one_too)
{
    BOOST_TEST(status(with_form("not-yet-signed-in", kSignIn), kSignIn) == 200);
    BOOST_TEST(status(with("not-yet-signed-in", kSignIn), kSignIn) == 403);
    BOOST_TEST(status(with("", kSignIn), kSignIn) == 403);
    BOOST_TEST(status(with("", kSignIn, {{"csrf", ""}}), kSignIn) == 403);
}

BOOST_AUTO_TEST_CASE(a_form_on_a_foreign_page_changes_nothing)
{
    const auto cookie = session(village());
    for (const auto* origin :
         {"http://evil.example", "https://parasol.example:8080", "http://parasol.example", "null",
          "http://parasol.example:8080.evil.example", "http://parasol.example:80800"}) {
        auto asked = with_form(cookie, kChange);
        asked.origin = origin;
        BOOST_TEST(status(asked, kChange) == 403, origin);
    }
    for (const auto* site : {"cross-site", "same-site", "anything"}) {
        auto asked = with_form(cookie, kChange);
        asked.sec_fetch_site = site;
        BOOST_TEST(status(asked, kChange) == 403, site);
    }
}

BOOST_AUTO_TEST_CASE(our_own_page_may)
{
    const auto cookie = session(village());
    auto asked = with_form(cookie, kChange);
    asked.origin = "http://parasol.example:8080";
    asked.sec_fetch_site = "same-origin";
    BOOST_TEST(status(asked, kChange) == 200);
    asked.secure = true;
    asked.origin = "https://parasol.example:8080";
    BOOST_TEST(status(asked, kChange) == 200);
}

BOOST_AUTO_TEST_CASE(with_a_cookie_the_api_wants_the_token_as_a_field)
{
    const auto cookie = session(village());
    BOOST_TEST(status(with_form(cookie, kApiChange), kApiChange) == 200);
    auto in_the_form = with(cookie, kApiChange, {{"csrf", csrf_of(cookie)}});
    BOOST_TEST(status(in_the_form, kApiChange) == 403);
}

BOOST_AUTO_TEST_CASE(a_denial_leaves_a_note_with_the_route_and_the_account)
{
    const auto cookie = session(village());
    auto asked = with_form(cookie, kDecide);
    const auto denied = admit(asked, kDecide).refused;
    BOOST_REQUIRE((denied && denied->note));
    BOOST_TEST(denied->status == 403);
    BOOST_TEST(denied->note->event == "access.denied");
    BOOST_TEST(denied->note->subject == kDecide.path);
    BOOST_CHECK(denied->note->account == village().account);
    auto foreign = with(cookie, kDecide);
    BOOST_TEST(admit(foreign, kDecide).refused->note->event == "access.foreign_form");
}

BOOST_AUTO_TEST_CASE(the_last_use_is_kept_once_a_minute)
{
    const auto cookie = session(village());
    auto asked = with(cookie, kLook);
    BOOST_TEST(!admit(asked, kLook).seen_long_ago);
    now += 61s;
    auto later = with(cookie, kLook);
    BOOST_TEST(admit(later, kLook).seen_long_ago);
    db.write([&](store::Writer& writer) { auth::keep_seen(later, writer); });
    BOOST_TEST(!admit(later, kLook).seen_long_ago);
}

BOOST_AUTO_TEST_SUITE_END()
