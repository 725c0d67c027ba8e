#include "tests/support/api_server.hpp"
#include <boost/test/unit_test.hpp>

// Every field of every body, filled wrongly one at a time: a 422 that points at it, and nothing stored.
using nlohmann::json;
using namespace support;

namespace {

struct Endpoint {
    const char* target;
    const char* fixture;
    Who who;
};

constexpr Endpoint kEndpoints[] = {{"/api/v1/referrals", "grandmother", Who::village},
                                   {"/api/v1/programs", "whole_program", Who::charity},
                                   {"/api/v1/organizations", "organization", Who::county}};

// Places of all values that are no containers, and of all objects.
void collect(const json& value, const std::string& at, std::vector<std::string>& leaves,
             std::vector<std::string>& objects)
{
    if (value.is_object()) objects.push_back(at);
    if (!value.is_structured() && !value.is_null()) leaves.push_back(at);
    if (!value.is_structured()) return;
    for (const auto& [name, element] : value.items()) collect(element, at + "/" + name, leaves, objects);
}

// The body with a member that is none of its form, in each of its objects; and where that stands.
std::vector<std::pair<std::string, json>> with_one_member_more(const json& body)
{
    std::vector<std::string> leaves, objects;
    collect(body, "", leaves, objects);
    std::vector<std::pair<std::string, json>> bodies;
    for (const auto& at : objects)
        for (const std::string name :
             {"id", "version", "state", "organization", "role", "__proto__", "x/y~z"}) {
            auto changed = body;
            auto& part = changed[json::json_pointer(at)];
            if (part.contains(name)) continue; // a program has a state
            part[name] = "confirmed";
            bodies.emplace_back(at + "/" + (name == "x/y~z" ? "x~1y~0z" : name), std::move(changed));
        }
    return bodies;
}

// What can never stand where this stands.
std::vector<json> wrong_for(const json& right)
{
    std::vector<json> wrong{json::array({json::array()}), 1.5, json{{"x", 1}}};
    if (!right.is_number()) wrong.push_back(INT64_MAX);
    if (!right.is_boolean()) wrong.push_back(true);
    if (!right.is_string()) wrong.push_back("x");
    if (right.is_string()) wrong.push_back(std::string(5000, 'x'));
    if (right.is_number()) wrong.insert(wrong.end(), {INT64_MAX, INT64_MIN, 1e308, "1"});
    return wrong;
}

// The nearest place that a fault may name: the field, or the part of a rule or list that it spoils.
bool points_at(const Heard& heard, const std::string& at)
{
    for (const auto& error : body_of(heard)["errors"]) {
        const auto pointer = error["pointer"].get<std::string>();
        const auto& shorter = pointer.size() < at.size() ? pointer : at;
        const auto& longer = pointer.size() < at.size() ? at : pointer;
        if (!pointer.empty() && longer.starts_with(shorter)) return true;
    }
    return false;
}

// Which endpoint, where, what, and the code of the refusal.
std::vector<std::tuple<int, const char*, json, const char*>> impossible()
{
    return {{0, "/household/aid/0/on", "2026-02-30", "error.json.date"},
            {0, "/household/aid/0/amount_fen", 1'000'000'000'001, "error.json.range"},
            {0, "/household/members/1/id_number", "529903196304120025", "error.id.check_digit"},
            {0, "/household/members/1/facts/schooling", "university_of_life", "error.fact.code"},
            {0, "/household/facts/layers/0", "rich", "error.fact.code"},
            {0, "/household/village", "520324103999", "error.area.village"},
            {0, "/needs/0/type", "wealth", "error.need.type"},
            {0, "/needs/0/assessed_fen", -1, "error.json.range"},
            {1, "/purposes/0/need", "wealth", "error.need.type"},
            {1, "/rule/person/fact", "shoe_size", "error.rule.fact"},
            {1, "/windows/0/until", "2025-02-30T00:00:00+08:00", "error.json.time"},
            {1, "/windows/0/rule/fact", "shoe_size", "error.rule.fact"},
            {1, "/capacity/places", -1, "error.json.range"},
            {1, "/capacity/budget_fen", 1'000'000'000'001, "error.json.range"},
            {1, "/served/areas/0", "520324999999", "error.area.unknown"},
            {1, "/sites/0/area", "520525999", "error.area.unknown"},
            {1, "/award/cases/5/item/count", 0, "error.json.range"},
            {1, "/caps/1/within", "0 months", "error.program.within"},
            {1, "/state", "finished", "error.json.choice"},
            {2, "/unified_code", "53520000MJ0000034F", "error.code.check_character"},
            {2, "/area", "520324999999", "error.area.unknown"},
            {2, "/kind", "club", "error.json.choice"},
            {2, "/website", "javascript:alert(1)", "error.organization.website"},
            {2, "/certificate_until", "2027-13-01", "error.json.date"}};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(fields_over_the_api, ApiServer)

BOOST_AUTO_TEST_CASE(a_value_of_a_wrong_kind_is_refused_at_its_place)
{
    const auto before = counts();
    for (const auto& endpoint : kEndpoints) {
        const auto body = fixture(endpoint.fixture);
        std::vector<std::string> leaves, objects;
        collect(body, "", leaves, objects);
        BOOST_REQUIRE(leaves.size() > 8);
        for (const auto& at : leaves)
            for (const auto& wrong : wrong_for(body[json::json_pointer(at)])) {
                auto changed = body;
                changed[json::json_pointer(at)] = wrong;
                const auto heard = post(endpoint.who, endpoint.target, changed);
                BOOST_TEST_CONTEXT(at << " = " << wrong.dump().substr(0, 60) << ": "
                                      << heard.body.substr(0, 400))
                {
                    BOOST_TEST(fault_of_problem(heard, 422) == "");
                    BOOST_TEST(points_at(heard, at));
                }
            }
    }
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(no_member_more_takes_effect_anywhere)
{
    const auto before = counts();
    for (const auto& endpoint : kEndpoints)
        for (const auto& [at, body] : with_one_member_more(fixture(endpoint.fixture))) {
            const auto heard = post(endpoint.who, endpoint.target, body);
            BOOST_TEST_CONTEXT(at << ": " << heard.body.substr(0, 400))
            {
                BOOST_TEST(fault_of_problem(heard, 422) == "");
                BOOST_TEST(points_at(heard, at));
            }
        }
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_refused_at_its_place)
{
    for (const auto& [which, at, value, code] : impossible()) BOOST_TEST_CONTEXT(at)
        {
            auto body = fixture(kEndpoints[which].fixture);
            body[json::json_pointer(at)] = value;
            const auto heard = post(kEndpoints[which].who, kEndpoints[which].target, body);
            BOOST_TEST(fault_of_problem(heard, 422) == "");
            BOOST_TEST(body_of(heard)["errors"][0]["code"] == code);
            BOOST_TEST(points_at(heard, at));
        }
}

BOOST_AUTO_TEST_CASE(sentences_come_in_the_language_that_was_asked_for)
{
    auto body = fixture("grandmother");
    body["kind"] = 7;
    const std::string text = body.dump();
    const auto asked = [&](const std::string& target, HeaderFields fields) {
        fields.emplace_back("Idempotency-Key", "k");
        return body_of(send(Who::village, "POST", target, text, std::move(fields)))["detail"]
            .get<std::string>();
    };

    const auto chinese = asked("/api/v1/referrals", {});
    const auto english = asked("/api/v1/referrals", {{"Accept-Language", "en-GB, zh;q=0.5"}});

    BOOST_TEST(chinese != english);
    BOOST_TEST(english.find("text") != std::string::npos);
    BOOST_TEST(asked("/api/v1/referrals?lang=en", {}) == english);
}

BOOST_AUTO_TEST_SUITE_END()
