#include "server/http/decode.hpp"
#include "server/http/paging.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace server;
using models::Reason;
using nlohmann::json;

static Call list_call(const std::string& query)
{
    Call call;
    call.path = "/api/v1/referrals";
    call.query = read_form(query).value();
    return call;
}

static std::vector<models::Fault> faults_of(const std::string& query)
{
    const auto wish = page_wish(list_call(query));
    return wish ? std::vector<models::Fault>{} : wish.error().faults;
}

BOOST_AUTO_TEST_SUITE(paging)

BOOST_AUTO_TEST_CASE(a_list_begins_at_the_first_row_with_twenty)
{
    const auto wish = page_wish(list_call("")).value();
    BOOST_TEST(wish.after == 0);
    BOOST_TEST(wish.limit == 20);
}

BOOST_AUTO_TEST_CASE(the_limit_is_one_to_a_hundred)
{
    BOOST_TEST(page_wish(list_call("limit=1")).value().limit == 1);
    BOOST_TEST(page_wish(list_call("limit=100")).value().limit == 100);
    for (const auto* query : {"limit=0", "limit=101", "limit=-1", "limit=", "limit=x", "limit=1e1",
                              "limit=4294967297", "limit=99999999999999999999"}) {
        BOOST_REQUIRE_MESSAGE(faults_of(query).size() == 1u, query);
        BOOST_TEST(faults_of(query).front().key == "error.page.limit", query);
        BOOST_TEST(faults_of(query).front().pointer == "/limit", query);
    }
}

BOOST_AUTO_TEST_CASE(the_cursor_is_a_positive_number)
{
    BOOST_TEST(page_wish(list_call("after=77")).value().after == 77);
    for (const auto* query : {"after=0", "after=-1", "after=x", "after=7x", "after=9223372036854775808"})
        BOOST_TEST(faults_of(query).front().key == "error.page.cursor", query);
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_is_told_at_once)
{
    BOOST_TEST(faults_of("limit=0&after=x").size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_filter_that_is_not_offered_is_refused)
{
    BOOST_TEST(!refuse_other_filters(list_call("state=reported&limit=5&after=9&lang=en"), {"state"}));
    const auto refused =
        refuse_other_filters(list_call("state=reported&id_number=5299&sort=name"), {"state"});
    BOOST_REQUIRE(refused.has_value());
    BOOST_CHECK(refused->reason == Reason::unreadable);
    BOOST_TEST(refused->faults.size() == 2u);
    BOOST_TEST(refused->faults.front().values.at("name") == "id_number");
}

BOOST_AUTO_TEST_CASE(the_next_page_keeps_the_other_parameters_and_nothing_else_gets_into_the_field)
{
    const auto call = list_call("q=%E9%9F%A6%26x%3D1&after=3&name=%3E%0A%22");
    BOOST_TEST(next_page_of(call, 42) == "/api/v1/referrals?q=%E9%9F%A6%26x%3D1&name=%3E%0A%22&after=42");
    const auto response = list_response(call, {{"items", json::array()}}, 42);
    BOOST_TEST(response.fields.front().first == "Link");
    BOOST_TEST(response.fields.front().second == "<" + next_page_of(call, 42) + ">; rel=\"next\"");
    BOOST_TEST(json::parse(response.body)["next"] == next_page_of(call, 42));
    const auto last = list_response(call, {{"items", json::array()}}, 0);
    BOOST_TEST(last.fields.empty());
    BOOST_TEST(last.body == R"({"items":[],"next":null})");
}

BOOST_AUTO_TEST_SUITE_END()
