#include "models/store/accounts.hpp"
#include "tests/server/auth/gate.hpp"
#include <boost/test/unit_test.hpp>

using namespace gate;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(api_tokens, Gate)

BOOST_AUTO_TEST_CASE(a_token_acts_for_its_account_under_the_api)
{
    auto asked = by_token(token(village(), true, now + 24h), kApiChange);
    BOOST_TEST(!admit(asked, kApiChange).refused.has_value());
    BOOST_CHECK(asked.actor.account == village().account);
    BOOST_TEST(asked.actor.by_token);
}

BOOST_AUTO_TEST_CASE(the_scheme_may_be_written_in_any_case)
{
    auto asked = by_token(token(village(), true, now + 24h), kApiLook);
    const auto given = asked.authorization.substr(std::string_view("Bearer ").size());
    for (const std::string scheme : {"bearer ", "BEARER "}) {
        asked.authorization = scheme + given;
        BOOST_TEST(status(asked, kApiLook) == 200, scheme);
    }
}

BOOST_AUTO_TEST_CASE(a_token_is_no_way_to_the_pages)
{
    BOOST_TEST(status(by_token(token(village(), true, now + 24h), kLook), kLook) == 303);
}

BOOST_AUTO_TEST_CASE(a_token_that_may_only_read_changes_nothing)
{
    const auto reading = token(village(), false, now + 24h);
    BOOST_TEST(status(by_token(reading, kApiLook), kApiLook) == 200);
    BOOST_TEST(status(by_token(reading, kApiChange), kApiChange) == 403);
    BOOST_TEST(status(by_token(reading, kApiScore), kApiScore) == 200); // a POST that stores nothing
}

BOOST_AUTO_TEST_CASE(a_token_never_does_what_its_account_may_not)
{
    const auto administrator = officer(models::Role::admin, {}, "admin");
    BOOST_TEST(status(by_token(token(administrator, true, now + 24h), kApiChange), kApiChange) == 403);
}

BOOST_AUTO_TEST_CASE(a_token_ends_at_its_time_and_by_its_owner)
{
    const auto account = village().account;
    const auto made = token(village(), true, now + 24h);
    const auto other = token(village(), true, now + 24h);
    const auto id = db.read([&](store::Reader& reader) { return store::find_token(reader, other, now)->id; });
    db.write([&](store::Writer& writer) { store::end_token(writer, account, id); });
    BOOST_TEST(status(by_token(other, kApiLook), kApiLook) == 401);
    now += 24h - 1ms;
    BOOST_TEST(status(by_token(made, kApiLook), kApiLook) == 200);
    now += 1ms;
    BOOST_TEST(status(by_token(made, kApiLook), kApiLook) == 401);
}

BOOST_AUTO_TEST_CASE(a_wrong_token_is_nobody_even_beside_a_session)
{
    const auto cookie = session(village());
    for (const std::string text : {"Bearer ", "Bearer x", "bearer x", "Basic eDp4", "x"}) {
        auto asked = with(cookie, kApiLook);
        asked.authorization = text;
        BOOST_TEST(status(asked, kApiLook) == 401, text);
    }
}

BOOST_AUTO_TEST_CASE(a_session_is_no_token_and_a_token_no_session)
{
    const auto made = token(village(), true, now + 24h);
    BOOST_TEST(status(with(made, kLook), kLook) == 303);
    BOOST_TEST(status(by_token(session(village()), kApiLook), kApiLook) == 401);
}

BOOST_AUTO_TEST_CASE(what_is_stored_of_secrets_is_a_hash)
{
    const auto cookie = session(village());
    const auto made = token(village(), true, now + 24h);
    for (const auto* sql : {"SELECT COUNT(*) FROM session WHERE token_hash = :secret",
                            "SELECT COUNT(*) FROM api_token WHERE token_hash = :secret"}) {
        BOOST_TEST(db.value_of(sql, {{"secret", cookie}}) == "0");
        BOOST_TEST(db.value_of(sql, {{"secret", made}}) == "0");
    }
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM session WHERE token_hash = :hash",
                           {{"hash", db.vault()->secret_hash(cookie)}}) == "1");
}

BOOST_AUTO_TEST_SUITE_END()
