#include "tests/support/api_server.hpp"
#include <boost/test/unit_test.hpp>
#include <thread>

using nlohmann::json;
using namespace support;

namespace {

struct Door {
    const char* target;
    const char* fixture;
    Who who;
    const char* table;
};

constexpr Door kDoors[] = {{"/api/v1/referrals", "grandmother", Who::village, "referral"},
                           {"/api/v1/programs", "whole_program", Who::charity, "program"},
                           {"/api/v1/organizations", "organization", Who::county, "organization"}};

Heard sent(const ApiServer& server, const Door& door, const std::string& body, const std::string& key)
{
    return server.send(door.who, "POST", door.target, body, {{"Idempotency-Key", key}});
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(posts_that_are_sent_again, ApiServer)

BOOST_AUTO_TEST_CASE(twenty_times_the_same_key_has_one_effect_and_one_answer)
{
    for (const auto& door : kDoors) BOOST_TEST_CONTEXT(door.target)
        {
            const auto before = count(door.table);
            const auto body = fixture(door.fixture).dump();
            const auto first = sent(*this, door, body, "k-1");
            BOOST_REQUIRE_MESSAGE(first.status == 201, first.body);
            for (int i = 0; i < 19; ++i) {
                const auto again = sent(*this, door, body, "k-1");
                BOOST_TEST(again.status == 201);
                BOOST_TEST(again.body == first.body);
                BOOST_TEST(again.field("location") == first.field("location"));
                BOOST_TEST(again.field("idempotent-replayed") == "true");
            }
            BOOST_TEST(count(door.table) == before + 1);
        }
}

BOOST_AUTO_TEST_CASE(all_at_once_the_same_key_still_has_one_effect)
{
    const auto body = fixture("grandmother").dump();
    std::vector<std::thread> clients;
    std::vector<std::string> answers(20);
    for (auto& answer : answers)
        clients.emplace_back([&] { answer = sent(*this, kDoors[0], body, "k-2").body; });
    for (auto& client : clients) client.join();

    for (const auto& answer : answers) BOOST_TEST(answer == answers.front());
    BOOST_TEST(count("referral") == 1);
}

BOOST_AUTO_TEST_CASE(the_same_key_with_another_body_is_refused)
{
    for (const auto& door : kDoors) {
        auto body = fixture(door.fixture);
        BOOST_TEST(sent(*this, door, body.dump(), "k-3").status == 201);
        const auto before = counts();
        BOOST_TEST(fault_of_problem(sent(*this, door, body.dump() + " ", "k-3"), 422) == "");
        BOOST_CHECK(counts() == before);
    }
}

BOOST_AUTO_TEST_CASE(without_a_key_that_can_be_one_nothing_is_stored)
{
    const auto before = counts();
    for (const auto& door : kDoors) {
        const auto body = fixture(door.fixture).dump();
        BOOST_TEST(fault_of_problem(send(door.who, "POST", door.target, body), 400) == "");
        for (const auto& key : {std::string(""), std::string(201, 'k'), std::string("a b")})
            BOOST_TEST(fault_of_problem(sent(*this, door, body, key), 400) == "");
    }
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(a_refused_request_leaves_its_key_free)
{
    auto body = fixture("grandmother");
    body["kind"] = "any";
    BOOST_TEST(fault_of_problem(sent(*this, kDoors[0], body.dump(), "k-4"), 422) == "");
    body["kind"] = "beyond_aid";
    BOOST_TEST(sent(*this, kDoors[0], body.dump(), "k-4").status == 201);
}

BOOST_AUTO_TEST_CASE(one_account_never_sees_the_answer_of_another)
{
    const auto body = fixture("grandmother").dump();
    const auto first = sent(*this, kDoors[0], body, "k-5");
    const auto other = send(Who::township, "POST", "/api/v1/referrals", body, {{"Idempotency-Key", "k-5"}});

    BOOST_TEST(other.status == 201);
    BOOST_TEST(other.field("location") != first.field("location"));
}

BOOST_AUTO_TEST_SUITE_END()
