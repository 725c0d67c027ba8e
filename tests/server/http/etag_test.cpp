#include "server/http/etag.hpp"
#include <boost/test/unit_test.hpp>

using namespace server;
using models::Reason;

static Call with_condition(const std::string& text)
{
    Call call;
    call.if_match = text;
    return call;
}

BOOST_AUTO_TEST_SUITE(validators)

BOOST_AUTO_TEST_CASE(the_version_comes_back_as_it_was_given)
{
    const auto response = with_etag(json_response(200, "{}"), 7);
    BOOST_TEST(response.fields.front().first == "ETag");
    BOOST_TEST(response.fields.front().second == "\"v7\"");
    BOOST_TEST(version_from_if_match(with_condition(etag_of(7))).value() == 7);
}

BOOST_AUTO_TEST_CASE(a_change_without_a_condition_is_told_to_name_one)
{
    BOOST_CHECK(version_from_if_match({}).error().reason == Reason::condition_missing);
}

BOOST_AUTO_TEST_CASE(what_is_not_one_of_our_validators_is_stale)
{
    for (const auto* text : {"*", "W/\"v7\"", "\"7\"", "\"v\"", "v7", "\"v7", "\"v7\", \"v8\"", "\"v-7\"",
                             "\"v0\"", "\"v99999999999999999999\"", "\"v7 \"", "\"", "\"\""})
        BOOST_TEST((version_from_if_match(with_condition(text)).error().reason == Reason::stale), text);
}

BOOST_AUTO_TEST_CASE(another_version_than_todays_is_stale)
{
    BOOST_TEST(require_version(with_condition("\"v7\""), 7).value() == 7);
    BOOST_CHECK(require_version(with_condition("\"v7\""), 8).error().reason == Reason::stale);
    BOOST_CHECK(require_version({}, 8).error().reason == Reason::condition_missing);
}

BOOST_AUTO_TEST_SUITE_END()
