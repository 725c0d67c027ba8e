#include "server/http/problem.hpp"
#include "tests/support/world.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace server;
using models::Reason;
using nlohmann::json;

BOOST_FIXTURE_TEST_SUITE(problems, support::World)

BOOST_AUTO_TEST_CASE(each_reason_has_its_status)
{
    const std::pair<Reason, int> kStatus[] = {
        {Reason::unreadable, 400}, {Reason::invalid, 422},           {Reason::not_found, 404},
        {Reason::forbidden, 403},  {Reason::wrong_state, 409},       {Reason::full, 409},
        {Reason::stale, 412},      {Reason::condition_missing, 428}, {Reason::too_many, 429}};
    for (const auto& [reason, status] : kStatus) BOOST_TEST(status_for(reason, true) == status);
    BOOST_TEST(status_for(Reason::stale, false) == 409);
}

BOOST_AUTO_TEST_CASE(the_api_gets_a_problem_with_a_pointer_for_each_field)
{
    const auto asked = call({}, Verb::post, "/api/v1/referrals");
    const auto response = refusal_response(
        asked, {Reason::invalid, {{"error.a", "/members/0/id_number", {}}, {"error.b", "/area", {}}}});
    BOOST_TEST(response.status == 422);
    BOOST_TEST(response.content_type == "application/problem+json");
    const auto problem = json::parse(response.body);
    BOOST_TEST(problem.at("status") == 422);
    BOOST_TEST(problem.at("title") == "Unprocessable Content");
    BOOST_TEST(problem.at("request_id") == "r-1");
    BOOST_TEST(problem.at("errors").size() == 2u);
    BOOST_TEST(problem.at("errors").at(0).at("pointer") == "/members/0/id_number");
    BOOST_TEST(problem.at("errors").at(1).at("code") == "error.b");
}

BOOST_AUTO_TEST_CASE(who_is_told_to_come_again_is_told_when)
{
    const auto response = problem_response(call({}, Verb::get, "/api/v1/referrals"), 503);
    BOOST_TEST(response.fields.front().first == "Retry-After");
}

BOOST_AUTO_TEST_SUITE_END()
