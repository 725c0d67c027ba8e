#include "server/auth/guard.hpp"
#include "server/auth/permissions.hpp"
#include "server/http/route.hpp"
#include "tests/support/api_server.hpp"
#include <boost/test/unit_test.hpp>

// API tokens before every route there is (quality.md, row 41).
using namespace server;
using namespace support;

namespace {

std::string method_of(Verb verb)
{
    switch (verb) {
    case Verb::get: return "GET";
    case Verb::post: return "POST";
    case Verb::put: return "PUT";
    case Verb::patch: return "PATCH";
    case Verb::delete_: return "DELETE";
    }
    return {};
}

std::string target_of(std::string_view path)
{
    std::string target;
    for (std::size_t at = 0; at < path.size(); ++at) {
        if (path[at] != '{') {
            target += path[at];
            continue;
        }
        target += "1";
        at = path.find('}', at);
    }
    return target;
}

Heard called(const ApiServer& server, Who who, const Route& route)
{
    return server.send(who, method_of(route.verb), target_of(route.path), route.verb == Verb::get ? "" : "{}",
                       {{"Idempotency-Key", "k"}});
}

std::vector<const Route*> api_routes(const ApiServer& server)
{
    std::vector<const Route*> found;
    for (const auto* route : server.router().routes())
        if (route->path.starts_with("/api/") && route->can != Can::anyone) found.push_back(route);
    return found;
}

constexpr std::pair<Who, models::Role> kRoles[] = {
    {Who::village, models::Role::village},       {Who::township, models::Role::township},
    {Who::county, models::Role::county},         {Who::charity, models::Role::charity_manager},
    {Who::caseworker, models::Role::caseworker}, {Who::analyst, models::Role::analyst},
    {Who::admin, models::Role::admin},           {Who::integrator, models::Role::integrator}};

// That notices have been read may always be said, and has its first answer.
std::map<std::string, std::int64_t> stored(const ApiServer& server)
{
    auto counts = server.counts();
    counts.erase("first_answer");
    return counts;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(api_tokens, ApiServer)

BOOST_AUTO_TEST_CASE(without_a_live_token_no_route_of_the_api_answers)
{
    BOOST_REQUIRE(api_routes(*this).size() >= 12u);
    for (const auto* route : api_routes(*this))
        for (const auto who : {Who::nobody, Who::expired, Who::ended}) {
            const auto heard = called(*this, who, *route);
            BOOST_TEST(fault_of_problem(heard, 401) == "", method_of(route->verb) << " " << route->path);
            BOOST_TEST(heard.field("www-authenticate").starts_with("Bearer"));
        }
}

BOOST_AUTO_TEST_CASE(a_role_gets_no_further_than_the_table_of_permissions)
{
    const auto before = stored(*this);
    for (const auto* route : api_routes(*this))
        for (const auto& [who, role] : kRoles) {
            const auto status = called(*this, who, *route).status;
            BOOST_TEST((status == 403) == !allowed(role, route->can),
                       method_of(route->verb)
                           << " " << route->path << " for " << models::name_of(role) << ": " << status);
        }
    BOOST_CHECK(stored(*this) == before);
}

BOOST_AUTO_TEST_CASE(a_token_for_reading_changes_nothing)
{
    const auto before = stored(*this);
    for (const auto* route : api_routes(*this)) {
        const auto by_reader = called(*this, Who::reader, *route).status;
        const auto by_county = called(*this, Who::county, *route).status;
        const bool refused = auth::changes_something(*route) || !allowed(models::Role::county, route->can);
        BOOST_TEST((by_reader == 403) == refused, method_of(route->verb) << " " << route->path);
        if (!refused) BOOST_TEST(by_reader == by_county);
    }
    BOOST_CHECK(stored(*this) == before);
}

BOOST_AUTO_TEST_CASE(a_token_is_no_session)
{
    for (const auto* route : router().routes()) {
        if (route->path.starts_with("/api/") || route->can == Can::anyone || route->verb != Verb::get)
            continue;
        const auto heard = send(Who::admin, "GET", target_of(route->path));
        BOOST_TEST(heard.status == 303, route->path);
        BOOST_TEST(heard.field("location").starts_with(route->can == Can::family ? "/family" : "/sign-in"));
    }
    BOOST_TEST(send(Who::county, "GET", "/api/v1/referrals").count("set-cookie") == 0);
    BOOST_TEST(count("session") == 0);
}

BOOST_AUTO_TEST_CASE(a_token_ends_at_its_time)
{
    BOOST_TEST(get(Who::county, "/api/v1/referrals").status == 200);
    pass(std::chrono::hours{24} - std::chrono::minutes{1});
    BOOST_TEST(get(Who::county, "/api/v1/referrals").status == 200);
    pass(std::chrono::minutes{1});
    BOOST_TEST(fault_of_problem(get(Who::county, "/api/v1/referrals"), 401) == "");
}

BOOST_AUTO_TEST_CASE(what_only_resembles_a_token_is_none)
{
    for (const auto* text : {"Bearer", "Bearer ", "Bearer token-99", "Basic dG9rZW4tMw==", "Bearer token-3 ",
                             "Bearer  token-3", "token-3"}) {
        const auto heard = send(Who::nobody, "GET", "/api/v1/referrals", "", {{"Authorization", text}});
        const bool trimmed =
            std::string_view(text) == "Bearer token-3 "; // white space around a field's value
        BOOST_TEST(heard.status == (trimmed ? 200 : 401), text);
    }
}

BOOST_AUTO_TEST_CASE(a_denial_is_in_the_audit)
{
    get(Who::charity, "/api/v1/referrals");
    post(Who::reader, "/api/v1/referrals", {});
    BOOST_TEST(count_events("access.denied") == 2);
}

BOOST_AUTO_TEST_SUITE_END()
