// Sites for other systems: numbers alone, few children told to nobody, and attendance taken once however
// often it is sent.
#include "server/http/idempotency.hpp"
#include "tests/server/sites/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using nlohmann::json;

namespace {

struct Api : given::SiteWorld {
    server::Response ask(const Actor& actor, const std::string& target)
    {
        auto request = call(actor, server::Verb::get, target);
        request.api = true;
        return send(std::move(request));
    }
    server::Response take(const Actor& actor, SiteSessionId id, const std::string& body,
                          const std::string& key = "")
    {
        auto request = call(actor, server::Verb::post, own("/sessions/" + to_text(id) + "/attendance"));
        request.api = true;
        request.body = body;
        request.idempotency_key = key.empty() ? server::new_form_token() : key;
        return send(std::move(request));
    }
    static json marked(std::int64_t sheet, const server::offers::OfferRow& row, const char* mark, bool rest)
    {
        const json one{{"child", to_text(row.id)}, {"mark", mark}};
        return {{"sheet", sheet}, {"marks", json::array({one})}, {"rest_present", rest}};
    }
    std::string own(const std::string& rest) { return "/api/v1/sites/" + to_text(site) + rest; }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(api_of_sites, Api)

BOOST_AUTO_TEST_CASE(sites_and_sessions_are_told_in_numbers_within_their_scope)
{
    child();
    const auto id = session(day_of(now));
    const auto sites = json::parse(ask(charity(), "/api/v1/sites").body).at("items");
    BOOST_TEST_REQUIRE(sites.size() == 2u);
    for (const auto& one : sites)
        if (one.at("id") == to_text(site)) BOOST_TEST((one.at("seated") == 1 && one.at("places_left") == 39));
    BOOST_TEST(json::parse(ask(other_charity(), "/api/v1/sites").body).at("items").empty());
    BOOST_TEST(json::parse(ask(county(), "/api/v1/sites").body).at("items").size() == 1u);

    const auto sessions = json::parse(ask(charity(), own("/sessions?month=2026-11")).body);
    BOOST_TEST_REQUIRE(sessions.at("items").size() == 1u);
    BOOST_TEST(sessions.at("items")[0].at("id") == to_text(id));
    BOOST_TEST(sessions.at("items")[0].at("from") == "16:30");
    BOOST_TEST(json::parse(ask(charity(), own("/sessions?month=2026-12")).body).at("items").empty());
    for (const auto* wrong : {"?month=x", "?month=2026-13", "?month="})
        BOOST_TEST(ask(charity(), own("/sessions") + wrong).status == 422, wrong);
    BOOST_TEST(ask(charity(), own("/sessions?child=1")).status == 400);
    for (const auto* part : {"/sessions", "/report"}) {
        BOOST_TEST(ask(other_charity(), own(part)).status == 404, part);
        BOOST_TEST(ask(elsewhere(), own(part)).status == 404, part);
        BOOST_TEST(ask(township(), own(part)).status == 403, part);
    }
}

BOOST_AUTO_TEST_CASE(few_children_are_null_in_a_months_sums)
{
    std::vector<server::offers::OfferRow> children;
    for (int i = 0; i < 9; ++i) children.push_back(child());
    const auto id = session(day_of(now));
    BOOST_TEST(take(charity(), id, marked(0, children[0], "absent", true).dump()).status == 200);
    auto report = json::parse(ask(county(), own("/report?month=2026-11")).body);
    for (const auto* hidden : {"children", "marks", "present", "child_minutes", "worries"})
        BOOST_TEST(report.at(hidden).is_null(), hidden);
    BOOST_TEST((report.at("held") == 1 && report.at("minutes") == 90));
    children.push_back(child());
    BOOST_TEST(take(charity(), id, marked(1, children[9], "present", false).dump()).status == 200);
    report = json::parse(ask(charity(), own("/report?month=2026-11")).body);
    BOOST_TEST((report.at("children") == 10 && report.at("marks") == 10 && report.at("present") == 9));
}

BOOST_AUTO_TEST_CASE(attendance_is_taken_once_and_never_over_somebody_elses)
{
    const auto first = child(), second = child();
    const auto id = session(day_of(now));
    const auto body = marked(0, first, "absent", false).dump();
    const auto done = take(charity(), id, body, "one key");
    BOOST_TEST(done.status == 400); // a key has no space
    const auto once = take(charity(), id, body, "one-key"), again = take(charity(), id, body, "one-key");
    BOOST_TEST(once.status == 200);
    BOOST_TEST(once.body == again.body);
    BOOST_TEST((json::parse(once.body) == json{{"saved", 1}, {"sheet", 1}, {"unmarked", 1}}));
    BOOST_TEST(entries(id).size() == 1u);
    BOOST_TEST(take(charity(), id, marked(0, second, "absent", false).dump(), "one-key").status == 422);
    const auto clash = take(manager(), id, marked(0, first, "present", false).dump());
    BOOST_TEST(clash.status == 409);
    BOOST_TEST(clash.body.contains("error.attendance.clash"));
    BOOST_TEST(take(manager(), id, marked(1, first, "present", false).dump()).status == 200);
    BOOST_TEST(take(stranger(), id, body).status == 403);
    BOOST_TEST(take(other_charity(), id, body).status == 404);
    BOOST_TEST(entries(id).size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_body_that_cannot_be_is_refused_at_its_place)
{
    const auto row = child();
    const auto id = session(day_of(now)), tomorrow = session(plus_days(day_of(now), 1));
    const auto number = to_text(row.id);
    const std::vector<std::pair<std::string, std::string>> wrong{
        {R"({"marks": [{"child": ")" + number + R"(", "mark": "present"}]})", "/sheet"},
        {R"({"sheet": 1, "rest_present": true})", "/sheet"},
        {R"({"sheet": -1, "rest_present": true})", "/sheet"},
        {R"({"sheet": "0", "rest_present": true})", "/sheet"},
        {R"({"sheet": 0})", "/rest"},
        {R"({"sheet": 0, "rest": "present"})", "/rest"},
        {R"({"sheet": 0, "rest_present": "yes"})", "/rest_present"},
        {R"({"sheet": 0, "marks": {}})", "/marks"},
        {R"({"sheet": 0, "marks": [1]})", "/marks/0"},
        {R"({"sheet": 0, "marks": [{"child": ")" + number + R"(", "mark": "there"}]})", "/marks/0/mark"},
        {R"({"sheet": 0, "marks": [{"child": ")" + number + R"("}]})", "/marks/0/mark"},
        {R"({"sheet": 0, "marks": [{"child": "x", "mark": "present"}]})", "/marks/0/child"},
        {R"({"sheet": 0, "marks": [{"child": "99", "mark": "present"}]})", "/rest"}};
    for (const auto& [body, pointer] : wrong) {
        const auto answer = take(charity(), id, body);
        BOOST_TEST(answer.status == 422, body << " " << answer.status);
        BOOST_TEST(answer.body.contains("\"" + pointer + "\""), body << " " << answer.body);
    }
    for (const auto* body : {"", "[]", "{", R"({"sheet": 0, "sheet": 0, "rest_present": true})"})
        BOOST_TEST(take(charity(), id, body).status >= 400, body);
    BOOST_TEST(take(charity(), tomorrow, R"({"sheet": 0, "rest_present": true})").status == 409);
    BOOST_TEST(count("attendance") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
