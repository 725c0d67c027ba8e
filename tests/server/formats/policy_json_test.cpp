#include "server/formats/policy_json.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;
using nlohmann::json;

static json of_config() { return json::parse(std::ifstream(SOURCE_DIR "/config/policy.json")); }

static std::string refusal_of(const json& value)
{
    const auto policy = read_policy(value, {});
    return policy ? "accepted" : policy.error().faults[0].pointer + " " + policy.error().faults[0].key;
}

BOOST_AUTO_TEST_SUITE(policy_as_json)

BOOST_AUTO_TEST_CASE(the_policy_of_config_goes_both_ways)
{
    const auto policy = read_policy(of_config(), {});
    BOOST_REQUIRE(policy);
    BOOST_TEST(policy->version == "2026-3");
    BOOST_TEST(policy->weights[static_cast<std::size_t>(matching::Factor::fit)] == 25);
    BOOST_TEST(policy->hardships.size() == 10u);
    BOOST_CHECK(write_policy(*policy) == write_policy(read_policy(write_policy(*policy), {}).value()));
}

BOOST_AUTO_TEST_CASE(each_fault_names_its_place)
{
    const auto with = [](const char* pointer, json value) {
        auto policy = of_config();
        policy[json::json_pointer(pointer)] = std::move(value);
        return refusal_of(policy);
    };
    BOOST_TEST(with("/weights/fit", 26) == "/weights error.policy.weights");
    BOOST_TEST(with("/weights/luck", 0) == "/weights/luck error.json.unknown_member");
    BOOST_TEST(with("/weights/fit", nullptr) == "/weights/fit error.json.required");
    BOOST_TEST(with("/hardships/0/permille", 1001) == "/hardships/0/permille error.json.range");
    BOOST_TEST(with("/hardships/0/rule", json::object()) == "/hardships/0/rule error.rule.shape");
    BOOST_TEST(with("/tier_from", json::array({700, 800, 250})) == "/tier_from/1 error.policy.tiers");
    BOOST_TEST(with("/tier_from", json::array({700})) == "/tier_from error.policy.tiers");
    BOOST_TEST(with("/version", "") == "/version error.json.required");
}

BOOST_AUTO_TEST_SUITE_END()
