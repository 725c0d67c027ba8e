// The API of the rounds: what it answers is what its description says, to each who may ask.
#include "server/openapi/document.hpp"
#include "server/rounds/routes.hpp"
#include "tests/server/rounds/given.hpp"
#include "tests/support/pages.hpp"
#include "tests/support/schema_check.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace given;
using nlohmann::json;
using server::Response;
using server::Verb;

namespace {

struct Api : RoundWorld {
    json document = server::openapi::document(server::Router({server::rounds::routes()}), *library);
    int keys = 0;

    Response ask(const Actor& actor, Verb verb, const std::string& target, const json& body = {},
                 const std::string& etag = {})
    {
        auto asked = call(actor, verb, target);
        asked.body = body.is_null() ? "" : body.dump();
        asked.content_type = "application/json";
        asked.idempotency_key = "key-" + std::to_string(++keys);
        asked.if_match = etag;
        return send(asked);
    }
    Response get(const Actor& actor, const std::string& target) { return ask(actor, Verb::get, target); }

    std::string fault_of(const std::string& path, const char* method, const Response& answer) const
    {
        const auto& responses = document["paths"][path][method]["responses"];
        const auto status = std::to_string(answer.status);
        if (!responses.contains(status)) return "no response " + status + ": " + answer.body.substr(0, 200);
        const auto& content = responses[status]["content"];
        const auto schema = content.begin().value()["schema"];
        const auto faults = support::schema_faults(schema, json::parse(answer.body), document);
        return faults.empty() ? "" : faults.front();
    }
};

const std::string kRounds = "/api/v1/rounds";

} // namespace

BOOST_FIXTURE_TEST_SUITE(rounds_api, Api)

BOOST_AUTO_TEST_CASE(a_round_goes_its_way_over_the_api)
{
    for (int i = 0; i < 3; ++i) family();
    family(false);

    const auto opened =
        ask(county(), Verb::post, kRounds, {{"name", "Autumn"}, {"programs", {to_text(program)}}});
    BOOST_TEST(opened.status == 201);
    BOOST_TEST(fault_of(kRounds, "post", opened) == "");
    const auto address = support::location(opened);
    work_out();
    const auto proposed = get(county(), address);
    const auto awards = get(county(), address + "/awards?limit=1");
    const auto others = get(county(), address + "/others");
    BOOST_TEST(fault_of(kRounds + "/{id}", "get", proposed) == "");
    BOOST_TEST(fault_of(kRounds + "/{id}/awards", "get", awards) == "");
    BOOST_TEST(fault_of(kRounds + "/{id}/others", "get", others) == "");
    BOOST_TEST(json::parse(proposed.body)["result"]["all"]["ways"]["round"]["families"] == 2);
    BOOST_TEST(json::parse(awards.body)["next"].is_string());
    BOOST_TEST(json::parse(others.body)["items"].size() == 2u);

    const auto etag = support::field(proposed, "ETag");
    BOOST_TEST(ask(county(), Verb::post, address + "/approve").status == 428);
    BOOST_TEST(ask(county(), Verb::post, address + "/approve", {}, "\"v77\"").status == 412);
    const auto approved = ask(county(), Verb::post, address + "/approve", {}, etag);
    BOOST_TEST(approved.status == 200);
    BOOST_TEST(fault_of(kRounds + "/{id}/approve", "post", approved) == "");
    const auto list = get(county(), address + "/pay-list");
    BOOST_TEST(fault_of(kRounds + "/{id}/pay-list", "get", list) == "");
    BOOST_TEST(json::parse(list.body)["items"].size() == 2u);
    db.connection().execute("test.older", "UPDATE round SET result = ''"); // as an older Parasol left it
    const auto older = get(county(), address);
    BOOST_TEST(fault_of(kRounds + "/{id}", "get", older) == "");
    BOOST_TEST(json::parse(older.body)["result"].is_null());
    const auto shares = get(charity(), address);
    BOOST_TEST(fault_of(kRounds + "/{id}", "get", shares) == "");
    BOOST_TEST(json::parse(shares.body)["result"].is_null());
    BOOST_TEST(json::parse(shares.body)["shares"][0]["families"].is_null()); // fewer than five
    BOOST_TEST(fault_of(kRounds, "get", get(county(), kRounds)) == "");
}

BOOST_AUTO_TEST_CASE(a_change_meanwhile_is_a_conflict)
{
    family();
    const auto id = proposed();
    const auto address = kRounds + "/" + to_text(id);
    const auto before = get(county(), address);
    const auto etag = support::field(before, "ETag");
    change_program();

    BOOST_TEST(json::parse(before.body)["changed_programs"].empty());
    BOOST_TEST(json::parse(get(county(), address).body)["changed_programs"] ==
               json::array({to_text(program)}));
    const auto refused = ask(county(), Verb::post, address + "/approve", {}, etag);

    BOOST_TEST(refused.status == 409);
    BOOST_TEST(count("plan_line") == 0);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_opened_or_cancelled_is_refused)
{
    BOOST_TEST(ask(county(), Verb::post, kRounds, {{"name", "x"}, {"programs", json::array()}}).status ==
               422);
    BOOST_TEST(ask(county(), Verb::post, kRounds, {{"name", "x"}, {"programs", {"12345"}}}).status == 422);
    BOOST_TEST(ask(township(), Verb::post, kRounds, {{"name", "x"}}).status == 403);
    family();
    const auto address = kRounds + "/" + to_text(open());
    const auto cancelled = ask(county(), Verb::post, address + "/cancel");
    BOOST_TEST(fault_of(kRounds + "/{id}/cancel", "post", cancelled) == "");
    BOOST_TEST(ask(county(), Verb::post, address + "/cancel").status == 409);
    BOOST_TEST(get(county(), address + "/awards").status == 404);
    BOOST_TEST(get(elsewhere(), address).status == 404);
    BOOST_TEST(get(charity(), address + "/awards").status == 403);
}

BOOST_AUTO_TEST_SUITE_END()
