// What anybody may see of what was published: pages, table, API.
#include "models/store/need_figures.hpp"
#include "server/needs/routes.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"
#include <nlohmann/json.hpp>

using namespace models;
using support::page_faults;

namespace {

constexpr Date kOctober{std::chrono::year(2026), std::chrono::month(10), std::chrono::day(1)};

struct Told : given::OfferWorld {
    Told() : OfferWorld({}, server::needs::routes()) {}

    void publish()
    {
        db.write([&](store::Writer& w) {
            store::publish_needs(w, {kOctober,
                                     plus_days(kOctober, 38),
                                     {{support::kCounty, "living", 12, {3'450'000}},
                                      {support::kCounty, "", 14, {0}},
                                      {{}, "", 23, {1'230'000}}}});
        });
    }
    server::Response look(const std::string& target) { return get(Actor{}, target); } // without an account
    static bool has(const server::Response& response, const std::string& text)
    {
        return response.body.find(text) != std::string::npos;
    }
    std::string county_page() { return "/needs/counties/" + to_text(support::kCounty); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(told_needs, Told)

BOOST_AUTO_TEST_CASE(pages_are_whole_with_figures_and_without)
{
    for (const bool full : {false, true}) {
        if (full) publish();
        for (const auto told : {server::Language::zh, server::Language::en}) {
            language = told;
            for (const auto& path :
                 {std::string("/needs"), county_page(), std::string("/needs/categories/living"),
                  std::string("/needs/categories/legal")}) {
                const auto answer = look(path);
                BOOST_TEST(answer.status == 200, path);
                BOOST_TEST(page_faults(answer) == "", path);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(sums_are_of_whole_figures)
{
    publish();
    language = server::Language::en;
    const auto all = look("/needs");
    BOOST_TEST(has(all, ">49<")); // all of it
    BOOST_TEST(has(all, "¥34,500"));
    BOOST_TEST(has(all, "¥46,800"));
    BOOST_TEST(has(all, county_page()));
    const auto county = look(county_page());
    BOOST_TEST(has(county, ">26<"));
    BOOST_TEST(has(county, "/needs/categories/living"));
    const auto category = look("/needs/categories/living");
    BOOST_TEST(has(category, ">12<"));
    BOOST_TEST(has(category, "生活补助")); // an open program for it
    BOOST_TEST(has(category, "春风基金会"));
    BOOST_TEST(!has(look("/needs/categories/legal"), "生活补助"));
}

BOOST_AUTO_TEST_CASE(no_other_way_of_asking_is_answered)
{
    for (const auto* path :
         {"/needs/counties/520324103207", "/needs/counties/520000000000", "/needs/counties/x",
          "/needs/counties/999999000000", "/needs/categories/gold", "/needs/categories/"})
        BOOST_TEST(look(path).status == 404, path);
    publish();
    BOOST_TEST(has(look("/needs?county=520324&need=living"), ">49<")); // all of it, whatever is asked
}

BOOST_AUTO_TEST_CASE(the_table_holds_what_the_api_tells)
{
    publish();
    const auto file = look("/needs/csv");
    BOOST_TEST(file.status == 200);
    BOOST_TEST(has(file, "2026-10,520324,"));
    BOOST_TEST(has(file, ",12,34500.00"));
    BOOST_TEST(has(file, ",14,\r\n"));
}

BOOST_AUTO_TEST_CASE(the_api_may_be_kept_and_asked_whether_it_is_new)
{
    publish();
    auto request = call(Actor{}, server::Verb::get, "/api/v1/needs");
    request.api = true;
    const auto first = send(request);
    BOOST_TEST(first.status == 200);
    BOOST_TEST(support::field(first, "Cache-Control") == "public, max-age=3600");
    const auto body = nlohmann::json::parse(first.body);
    const auto& figures = body["months"][0]["figures"];
    BOOST_REQUIRE(figures.size() == 3u);
    BOOST_TEST(figures[0]["county"].is_null());
    BOOST_TEST(figures[2]["county"] == "520324");
    BOOST_TEST(figures[2]["category"] == "living");
    BOOST_TEST(figures[2]["amount_fen"] == 3'450'000);

    request.if_none_match = support::field(first, "ETag");
    const auto again = send(request);
    BOOST_TEST(again.status == 304);
    BOOST_TEST(again.body == "");
    request.query = server::Form({{"county", "520324"}});
    BOOST_TEST(send(request).status == 400);
}

BOOST_AUTO_TEST_SUITE_END()
