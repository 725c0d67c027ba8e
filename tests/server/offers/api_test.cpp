// The same over the API: every answer as the description says, nothing more.
#include "server/http/idempotency.hpp"
#include "tests/server/offers/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using nlohmann::json;

namespace {

struct Api : given::OfferWorld {
    server::Response ask(const Actor& actor, server::Verb verb, const std::string& target,
                         const json& body = {}, const std::string& if_match = "")
    {
        auto request = call(actor, verb, target);
        request.api = true;
        if (!body.is_null()) request.body = body.dump();
        request.if_match = if_match;
        request.idempotency_key = server::new_form_token();
        return send(std::move(request));
    }
    json offered_over_the_api(ReferralId id)
    {
        const auto done = ask(county(), server::Verb::post, "/api/v1/referrals/" + to_text(id) + "/offers",
                              {{"need", to_text(living_need(id))}, {"program", to_text(program)}});
        BOOST_REQUIRE(done.status == 201);
        return json::parse(done.body);
    }
    static std::string path(const json& offer)
    {
        return "/api/v1/offers/" + offer.at("id").get<std::string>();
    }
    static std::string etag(const json& offer)
    {
        return "\"v" + std::to_string(offer.at("version").get<std::int64_t>()) + "\"";
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(api_of_offers, Api)

BOOST_AUTO_TEST_CASE(from_an_offer_to_help_that_arrived)
{
    const auto offer = offered_over_the_api(family().id);
    BOOST_TEST(offer.at("state") == "offered");
    BOOST_TEST(offer.at("task_status") == "requested");

    auto seen = json::parse(ask(charity(), server::Verb::get, path(offer)).body);
    BOOST_TEST(seen.at("state") == "received");
    BOOST_TEST(seen.at("referral").is_null());
    for (const auto& body : {json{{"act", "accept"}},
                             json{{"act", "deliver"},
                                  {"units", 50'000},
                                  {"on", to_text(day_of(now))},
                                  {"way", "bank"},
                                  {"signer", "石"}},
                             json{{"act", "complete"}}}) {
        const auto done = ask(charity(), server::Verb::post, path(offer) + "/moves", body, etag(seen));
        BOOST_TEST(done.status == 200, done.body);
        seen = json::parse(done.body);
    }
    BOOST_TEST(seen.at("state") == "fulfilled");
    BOOST_TEST(seen.at("delivered_units") == 50'000);
    BOOST_TEST(seen.at("acts").empty());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_at_its_place)
{
    const auto offer = offered_over_the_api(family().id);
    const auto moves = path(offer) + "/moves";

    BOOST_TEST(ask(charity(), server::Verb::post, moves, {{"act", "accept"}}).status == 428);
    BOOST_TEST(ask(charity(), server::Verb::post, moves, {{"act", "accept"}}, "\"v1\"").status == 412);
    BOOST_TEST(ask(charity(), server::Verb::post, moves, {{"act", "dance"}}, etag(offer)).status == 422);
    BOOST_TEST(ask(charity(), server::Verb::post, moves, {{"act", "decline"}}, etag(offer)).status == 422);
    BOOST_TEST(ask(charity(), server::Verb::post, moves, {{"act", "complete"}}, etag(offer)).status == 409);
    BOOST_TEST(ask(other_charity(), server::Verb::post, moves, {{"act", "accept"}}, etag(offer)).status ==
               404);
    BOOST_TEST(ask(charity(), server::Verb::get, "/api/v1/offers?box=heaven").status == 422);
}

BOOST_AUTO_TEST_CASE(a_token_that_only_reads_moves_nothing)
{
    const auto offer = offered_over_the_api(family().id);
    auto reader = charity();
    reader.by_token = true;
    reader.may_write = false;

    const auto seen = json::parse(ask(reader, server::Verb::get, path(offer)).body);

    BOOST_TEST(seen.at("state") == "offered");
}

BOOST_AUTO_TEST_CASE(lists_are_of_ones_own)
{
    offered_over_the_api(family().id);

    const auto own = json::parse(ask(charity(), server::Verb::get, "/api/v1/offers?box=to_answer").body);
    BOOST_TEST(own.at("total") == 1);
    BOOST_TEST(own.at("items").at(0).at("county") == "520324");
    BOOST_TEST(json::parse(ask(other_charity(), server::Verb::get, "/api/v1/offers").body).at("total") == 0);
    BOOST_TEST(json::parse(ask(elsewhere(), server::Verb::get, "/api/v1/offers").body).at("total") == 0);
    BOOST_TEST(json::parse(ask(county(), server::Verb::get, "/api/v1/offers").body).at("total") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
