// What is due, what was told and standing rules over the API.
#include "models/store/clocks.hpp"
#include "models/store/notices.hpp"
#include "server/http/idempotency.hpp"
#include "server/notices/routes.hpp"
#include "server/standing_rules/routes.hpp"
#include "server/tasks/routes.hpp"
#include "tests/server/offers/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <set>

using namespace models;
using nlohmann::json;

namespace {

std::span<const server::Route> routes_of_due()
{
    static const std::vector<server::Route> kAll = [] {
        std::vector<server::Route> all;
        for (const auto table :
             {server::tasks::routes(), server::notices::routes(), server::standing_rules::routes()})
            all.insert(all.end(), table.begin(), table.end());
        return all;
    }();
    return kAll;
}

struct DueApi : given::OfferWorld {
    DueApi() : OfferWorld({.places = 9, .budget_fen = 1'000'000}, routes_of_due()) {}
    server::Response ask(const Actor& actor, server::Verb verb, const std::string& target,
                         const json& body = {}, const std::string& key = server::new_form_token())
    {
        auto request = call(actor, verb, target);
        request.api = true;
        if (!body.is_null()) request.body = body.dump();
        request.idempotency_key = key;
        return send(std::move(request));
    }
    json read(const Actor& actor, const std::string& target)
    {
        const auto response = ask(actor, server::Verb::get, target);
        BOOST_TEST_REQUIRE(response.status == 200, response.body);
        return json::parse(response.body);
    }
    server::Response post(const Actor& actor, const std::string& target, const json& body = {})
    {
        return ask(actor, server::Verb::post, target, body);
    }
};

std::string link_of(const server::Response& response)
{
    for (const auto& [name, value] : response.fields)
        if (name == "Link") return value;
    return {};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(due_api, DueApi)

// They end at the same instant, so that pages are told apart by more than by when.
BOOST_AUTO_TEST_CASE(pages_of_what_is_due_miss_and_repeat_nothing)
{
    constexpr std::size_t kOffers = 5;
    for (std::size_t i = 0; i < kOffers; ++i) offer(another_family().id).value();
    std::set<std::string> seen;
    std::string target = "/api/v1/due?limit=2", last;
    for (int pages = 0; !target.empty() && pages < 9; ++pages) {
        const auto response = ask(charity(), server::Verb::get, target);
        const auto page = json::parse(response.body);
        for (const auto& item : page.at("items")) {
            BOOST_TEST(seen.insert(item.at("reference")).second);
            BOOST_TEST(item.at("what") == "clock.answer");
            BOOST_TEST(item.at("task").is_null());
            BOOST_TEST(last <= item.at("due_at").get<std::string>());
            last = item.at("due_at");
        }
        BOOST_TEST(link_of(response).empty() == page.at("next").is_null());
        target = page.at("next").is_null() ? "" : page.at("next").get<std::string>();
    }
    BOOST_TEST(seen.size() == kOffers);
    BOOST_TEST(read(other_charity(), "/api/v1/due").at("items").empty());
    for (const auto* wrong : {"7", "7-8", "x-1-clock.answer", "-1-2-clock.answer"})
        BOOST_TEST(ask(charity(), server::Verb::get, std::string("/api/v1/due?after=") + wrong).status == 422,
                   wrong);
    BOOST_TEST(ask(charity(), server::Verb::get, "/api/v1/due?sort=name").status == 400);
}

BOOST_AUTO_TEST_CASE(more_than_a_page_shows_has_a_next_page_for_people_too)
{
    const auto known = family();
    db.write([&](store::Writer& writer) {
        for (std::int64_t i = 0; i < 201; ++i)
            store::start_clock(writer, {.noun = store::ClockNoun::objection,
                                        .noun_id = i + 1,
                                        .referral = known.id,
                                        .clock = Clock::objection,
                                        .side = Side::county,
                                        .due_at = now});
    });
    const auto first = get(county(), "/due");
    const auto at = first.body.find("/due?after=");
    BOOST_TEST_REQUIRE(at != std::string::npos);
    const auto next = get(county(), first.body.substr(at, first.body.find('"', at) - at));
    BOOST_TEST(next.status == 200);
    BOOST_TEST(next.body.contains("/objections/201"));
    BOOST_TEST(!first.body.contains("/objections/201"));
    BOOST_TEST(first.body.contains("rel=\"next\""));
    BOOST_TEST(!next.body.contains("rel=\"next\""));
}

BOOST_AUTO_TEST_CASE(a_task_is_finished_by_whose_it_is_once)
{
    const auto known = family();
    declined(offer(known.id).value(), DeclineReason::cannot_reach);
    const auto items = read(township(), "/api/v1/due").at("items");
    std::string task;
    for (const auto& item : items)
        if (item.at("what") == "task.confirm_contact") task = item.at("task");
    BOOST_TEST_REQUIRE(!task.empty());
    const auto path = "/api/v1/due/" + task + "/done";

    BOOST_TEST(post(charity(), path).status == 404);
    BOOST_TEST(post(elsewhere(), path).status == 404);
    BOOST_TEST(ask(township(), server::Verb::post, path, {}, "").status == 400);
    const auto done = ask(township(), server::Verb::post, path, {}, "once");
    BOOST_TEST(done.status == 200);
    BOOST_TEST(json::parse(done.body).at("kind") == "confirm_contact");
    BOOST_TEST(ask(township(), server::Verb::post, path, {}, "once").body == done.body);
    BOOST_TEST(post(township(), path).status == 404);
    BOOST_TEST(count_events("task.done") == 1);
}

BOOST_AUTO_TEST_CASE(notices_are_numbers_until_they_are_read)
{
    const auto row = accepted();
    now += kTakeBack;
    db.write([&](store::Writer& writer) { store::tell_notices(writer, now); });

    const auto told = read(county(), "/api/v1/notices");
    BOOST_TEST(told.at("unread") == told.at("items").size());
    const auto& notice = told.at("items").at(0);
    BOOST_TEST(notice.at("about") == "offer.accept");
    BOOST_TEST(notice.at("reference") == row.reference);
    BOOST_TEST(notice.at("read") == false);
    BOOST_TEST(!told.dump().contains("石"));

    BOOST_TEST(json::parse(post(county(), "/api/v1/notices/read").body).at("unread") == 0);
    BOOST_TEST(read(county(), "/api/v1/notices").at("items").at(0).at("read") == true);
    BOOST_TEST(read(elsewhere(), "/api/v1/notices").at("items").empty());
}

BOOST_AUTO_TEST_CASE(a_standing_rule_is_approved_replaced_and_ended)
{
    const json wish{{"need", "living"}, {"most_fen", 100'000}, {"tries", 2}};
    const auto made = post(county(), "/api/v1/standing-rules", wish);
    BOOST_TEST_REQUIRE(made.status == 201, made.body);
    const auto first = json::parse(made.body);
    BOOST_TEST(first.at("most_fen") == 100'000);
    const auto second = json::parse(post(county(), "/api/v1/standing-rules", wish).body);
    const auto all = read(county(), "/api/v1/standing-rules").at("items");
    BOOST_TEST(all.size() == 2u);
    BOOST_TEST(!all.at(1).at("ended_at").is_null());

    const auto path = "/api/v1/standing-rules/" + second.at("id").get<std::string>() + "/end";
    BOOST_TEST(post(elsewhere(), path).status == 404);
    const auto ended = post(county(), path);
    BOOST_TEST(ended.status == 200);
    BOOST_TEST(!json::parse(ended.body).at("ended_at").is_null());
    BOOST_TEST(post(county(), path).status == 404);
    BOOST_TEST(post(township(), "/api/v1/standing-rules", wish).status == 403);

    const auto wrong =
        post(county(), "/api/v1/standing-rules", {{"need", "heaven"}, {"most_fen", 0}, {"tries", 9}});
    BOOST_TEST(wrong.status == 422);
    for (const auto* place : {"/need", "/most_fen", "/tries"})
        BOOST_TEST(wrong.body.contains(place), wrong.body);
}

BOOST_AUTO_TEST_SUITE_END()
