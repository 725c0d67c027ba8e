#include "tests/support/api_server.hpp"
#include <boost/test/unit_test.hpp>

using nlohmann::json;
using namespace support;

static constexpr const char* kOrganizations = "/api/v1/organizations";

BOOST_FIXTURE_TEST_SUITE(organizations_over_the_api, ApiServer)

BOOST_AUTO_TEST_CASE(county_and_administrator_register_and_nobody_else)
{
    auto body = fixture("organization");
    for (const auto who : {Who::village, Who::township, Who::charity, Who::integrator, Who::reader})
        BOOST_TEST(fault_of_problem(post(who, kOrganizations, body), 403) == "");

    const auto by_county = post(Who::county, kOrganizations, body);
    body["unified_code"] = "53520000MJ00000429";
    const auto by_admin = post(Who::admin, kOrganizations, body);

    BOOST_TEST(by_county.status == 201);
    BOOST_TEST(by_admin.status == 201);
    BOOST_TEST(count_events("organization.registered") == 2);
    const auto shown = get(Who::village, by_county.field("location"));
    BOOST_TEST(shown.body == by_county.body);
    BOOST_TEST(shown.field("etag") == "\"v1\"");
}

BOOST_AUTO_TEST_CASE(what_is_told_is_kept_as_it_was_told)
{
    const auto told = fixture("organization");
    const auto kept = body_of(post(Who::county, kOrganizations, told));
    for (const auto& [name, value] : told.items())
        if (name != "phone") BOOST_TEST(kept[name] == value, name);
    BOOST_TEST(kept["phone"] == "085112345678");
    BOOST_TEST(kept["active"] == true);
}

BOOST_AUTO_TEST_CASE(a_code_is_registered_once)
{
    const auto first = post(Who::county, kOrganizations, fixture("organization"));
    const auto before = counts();

    const auto second = post(Who::elsewhere, kOrganizations, fixture("organization"));

    BOOST_TEST(fault_of_problem(second, 409) == "");
    BOOST_TEST(pointers_of(second).front() == "/unified_code error.organization.code_taken");
    BOOST_TEST(second.field("link") == "<" + first.field("location") + ">; rel=\"related\"");
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(a_list_is_walked_by_its_cursor)
{
    std::vector<std::string> names;
    std::string next = std::string(kOrganizations) + "?limit=1";
    while (!next.empty()) {
        const auto page = body_of(get(Who::village, next));
        for (const auto& row : page["items"]) names.push_back(row["name"]);
        next = page["next"].is_null() ? "" : page["next"].get<std::string>();
    }
    BOOST_TEST(names.size() == 2u);
    BOOST_TEST(names[0] != names[1]);
}

BOOST_AUTO_TEST_CASE(unknown_ones_are_not_found)
{
    for (const auto* id : {"1", "0", "-1", "x", "9223372036854775808"})
        BOOST_TEST(fault_of_problem(get(Who::village, std::string(kOrganizations) + "/" + id), 404) == "",
                   id);
    BOOST_TEST(fault_of_problem(get(Who::village, std::string(kOrganizations) + "?name=x"), 400) == "");
}

BOOST_AUTO_TEST_SUITE_END()
