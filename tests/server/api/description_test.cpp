#include "server/http/route.hpp"
#include "tests/support/api_server.hpp"
#include "tests/support/schema_check.hpp"
#include <boost/test/unit_test.hpp>
#include <set>

// GET /api/openapi.json is true to the routes, and what it says of bodies is true to the answers.
using nlohmann::json;
using namespace server;
using namespace support;

namespace {

struct Described : ApiServer {
    json document = description();

    std::string fault_of(const json& schema, const json& value) const
    {
        const auto faults = schema_faults(schema, value, document);
        return faults.empty() ? "" : faults.front();
    }
    // The schema that the document gives an answer of this operation.
    std::string fault_of_answer(const std::string& path, const std::string& method, const Heard& heard) const
    {
        const auto& responses = document["paths"][path][method]["responses"];
        const auto status = std::to_string(heard.status);
        if (!responses.contains(status)) return "no response " + status + ": " + heard.body.substr(0, 200);
        const auto& content = responses[status]["content"];
        const auto type = heard.field("content-type");
        if (!content.contains(type)) return "no content " + type;
        return fault_of(content[type]["schema"], body_of(heard));
    }
    // Of a what-if that goes on.
    Heard looked_to_the_end(const std::string& address) const
    {
        auto seen = get(Who::charity, address);
        for (int looks = 0; seen.status == 202 && looks < 600; ++looks) {
            BOOST_TEST(fault_of_answer("/api/v1/programs/{id}/what-if", "get", seen) == "");
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
            seen = get(Who::charity, address);
        }
        return seen;
    }
    std::string fault_of_body(const std::string& path, const std::string& method, const json& body) const
    {
        const auto& content = document["paths"][path][method]["requestBody"]["content"];
        return fault_of(content.begin().value()["schema"], body);
    }
};

std::string method_in(Verb verb)
{
    switch (verb) {
    case Verb::get: return "get";
    case Verb::post: return "post";
    case Verb::put: return "put";
    case Verb::patch: return "patch";
    case Verb::delete_: return "delete";
    }
    return {};
}

void find_references(const json& value, std::set<std::string>& found)
{
    if (value.is_object() && value.contains("$ref")) found.insert(value["$ref"]);
    if (value.is_structured())
        for (const auto& part : value) find_references(part, found);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_description, Described)

BOOST_AUTO_TEST_CASE(every_route_is_described_and_nothing_else)
{
    std::set<std::string> routes, described;
    for (const auto* route : router().routes())
        if (route->path.starts_with("/api/"))
            routes.insert(method_in(route->verb) + " " + std::string(route->path));
    for (const auto& [path, methods] : document["paths"].items())
        for (const auto& [method, unused] : methods.items()) described.insert(method + " " + path);

    BOOST_TEST(described == routes, boost::test_tools::per_element());
    BOOST_TEST(document["openapi"] == "3.1.0");
}

BOOST_AUTO_TEST_CASE(every_reference_leads_somewhere_and_nothing_is_left_over)
{
    std::set<std::string> found;
    find_references(document, found);
    for (const auto& name : found) BOOST_TEST(document.contains(json::json_pointer(name.substr(1))), name);
    for (const auto* kind : {"schemas", "parameters", "headers"})
        for (const auto& [name, unused] : document["components"][kind].items())
            BOOST_TEST(found.contains("#/components/" + std::string(kind) + "/" + name), name);
}

BOOST_AUTO_TEST_CASE(names_are_given_once)
{
    std::set<std::string> names;
    for (const auto& [path, methods] : document["paths"].items())
        for (const auto& [method, operation] : methods.items()) {
            BOOST_TEST(names.insert(operation["operationId"]).second);
            BOOST_TEST(operation.contains("security"));
            BOOST_TEST(operation["responses"].contains("503"));
        }
}

BOOST_AUTO_TEST_CASE(answers_to_changes_are_as_described)
{
    const auto referral = post(Who::village, "/api/v1/referrals", fixture("grandmother"));
    const auto program = post(Who::charity, "/api/v1/programs", fixture("whole_program"));
    const auto organization = post(Who::county, "/api/v1/organizations", fixture("organization"));
    const auto changed =
        patch(Who::village, referral.field("location"), {{"urgency", "urgent"}}, referral.field("etag"));
    const auto replaced =
        put(Who::charity, program.field("location"), fixture("whole_program"), program.field("etag"));

    BOOST_TEST(changed.status == 200);
    BOOST_TEST(replaced.status == 200);
    BOOST_TEST(fault_of_answer("/api/v1/referrals", "post", referral) == "");
    BOOST_TEST(fault_of_answer("/api/v1/programs", "post", program) == "");
    BOOST_TEST(fault_of_answer("/api/v1/organizations", "post", organization) == "");
    BOOST_TEST(fault_of_answer("/api/v1/referrals/{id}", "patch", changed) == "");
    BOOST_TEST(fault_of_answer("/api/v1/programs/{id}", "put", replaced) == "");
}

BOOST_AUTO_TEST_CASE(what_is_read_is_as_described)
{
    const std::pair<const char*, std::string> kReadings[] = {
        {"/api/v1/referrals/{id}",
         post(Who::village, "/api/v1/referrals", fixture("grandmother")).field("location")},
        {"/api/v1/programs/{id}", published_program()},
        {"/api/v1/organizations/{id}", "/api/v1/organizations/" + models::to_text(organization())},
        {"/api/v1/referrals", "/api/v1/referrals"},
        {"/api/v1/programs", "/api/v1/programs?limit=1"},
        {"/api/v1/organizations", "/api/v1/organizations?limit=1"},
        {"/api/v1/divisions", "/api/v1/divisions"},
        {"/api/v1/divisions", "/api/v1/divisions?parent=520324103"},
        {"/api/v1/divisions", "/api/v1/divisions?q=5203"},
        {"/api/openapi.json", "/api/openapi.json"}};
    for (const auto& [path, target] : kReadings) {
        const auto heard = get(Who::county, target);
        BOOST_TEST(heard.status == 200);
        BOOST_TEST(fault_of_answer(path, "get", heard) == "", target);
    }
}

BOOST_AUTO_TEST_CASE(matches_are_as_described)
{
    const auto referral = post(Who::village, "/api/v1/referrals", fixture("grandmother")).field("location");
    const auto program = published_program();
    const auto for_family = get(Who::county, referral + "/matches");
    const auto for_program = get(Who::county, program + "/matches");
    const auto scored = post(Who::county, "/api/v1/match", fixture("grandmother"));
    const auto trial = post(Who::charity, program + "/what-if", fixture("whole_program"));

    BOOST_TEST(trial.status == 200);
    BOOST_TEST(fault_of_answer("/api/v1/programs/{id}/what-if", "post", trial) == "");
    BOOST_TEST(for_family.status == 200);
    BOOST_TEST(for_program.status == 200);
    BOOST_TEST(scored.status == 200);
    BOOST_TEST(fault_of_answer("/api/v1/referrals/{id}/matches", "get", for_family) == "");
    BOOST_TEST(fault_of_answer("/api/v1/programs/{id}/matches", "get", for_program) == "");
    BOOST_TEST(fault_of_answer("/api/v1/match", "post", scored) == "");
}

BOOST_AUTO_TEST_CASE(a_trial_that_goes_on_beside_requests_is_as_described)
{
    const auto program = post(Who::charity, "/api/v1/programs", fixture("whole_program")).field("location");
    try_nothing_at_once();
    const auto accepted = post(Who::charity, program + "/what-if", fixture("whole_program"));
    BOOST_TEST(accepted.status == 202);
    BOOST_TEST(accepted.field("location") == program + "/what-if");
    BOOST_TEST(fault_of_answer("/api/v1/programs/{id}/what-if", "post", accepted) == "");
    const auto seen = looked_to_the_end(program + "/what-if");
    BOOST_TEST(seen.status == 200);
    BOOST_TEST(fault_of_answer("/api/v1/programs/{id}/what-if", "get", seen) == "");
    const auto stopped = send(Who::charity, "POST", program + "/what-if/stop");
    BOOST_TEST(stopped.status == 200);
    BOOST_TEST(fault_of_answer("/api/v1/programs/{id}/what-if/stop", "post", stopped) == "");
    BOOST_TEST(fault_of_problem(get(Who::charity, program + "/what-if"), 404) == "");
}

BOOST_AUTO_TEST_CASE(refusals_are_as_described)
{
    const auto referral = post(Who::village, "/api/v1/referrals", fixture("grandmother")).field("location");
    const std::tuple<const char*, const char*, Heard> kRefusals[] = {
        {"/api/v1/referrals", "get", get(Who::nobody, "/api/v1/referrals")},
        {"/api/v1/referrals", "get", get(Who::charity, "/api/v1/referrals")},
        {"/api/v1/referrals", "get", get(Who::county, "/api/v1/referrals?x=1")},
        {"/api/v1/referrals", "get", get(Who::county, "/api/v1/referrals?limit=0")},
        {"/api/v1/referrals", "post", post(Who::village, "/api/v1/referrals", {})},
        {"/api/v1/referrals", "post",
         send(Who::village, "POST", "/api/v1/referrals", "x", {{"Content-Type", "text/plain"}})},
        {"/api/v1/referrals/{id}", "get", get(Who::elsewhere, referral)},
        {"/api/v1/referrals/{id}", "patch", patch(Who::village, referral, {{"kind", 1}}, "\"v9\"")},
        {"/api/v1/referrals/{id}", "patch", send(Who::village, "PATCH", referral, "{}")}};
    for (const auto& [path, method, heard] : kRefusals) {
        BOOST_TEST(heard.status >= 400);
        BOOST_TEST(fault_of_answer(path, method, heard) == "", method << " " << path << " " << heard.status);
    }
}

BOOST_AUTO_TEST_CASE(bodies_that_are_taken_are_as_described)
{
    BOOST_TEST(fault_of_body("/api/v1/referrals", "post", fixture("grandmother")) == "");
    BOOST_TEST(fault_of_body("/api/v1/programs", "post", fixture("whole_program")) == "");
    BOOST_TEST(fault_of_body("/api/v1/organizations", "post", fixture("organization")) == "");
    BOOST_TEST(fault_of_body("/api/v1/referrals", "post", json{{"household", {{"id", 7}}}}) != "");
    BOOST_TEST(fault_of_body("/api/v1/programs", "post", json{{"code", "A"}}) != "");
}

BOOST_AUTO_TEST_CASE(it_stands_open_and_says_who_may_do_what)
{
    const auto& paths = document["paths"];
    BOOST_TEST(paths["/api/openapi.json"]["get"]["security"].empty());
    BOOST_TEST(paths["/api/v1/referrals"]["post"]["security"].size() == 2u);
    BOOST_TEST(paths["/api/v1/referrals"]["post"]["x-rights"] ==
               json({{"village", "of_area"}, {"township", "of_area"}, {"county", "of_area"}}));
    BOOST_TEST(paths["/api/v1/programs"]["post"]["x-rights"] ==
               json({{"charity_manager", "of_organization"}}));
    BOOST_TEST(paths["/api/v1/organizations"]["post"]["x-rights"] ==
               json({{"county", "of_area"}, {"admin", "anyones"}}));
}

BOOST_AUTO_TEST_SUITE_END()
