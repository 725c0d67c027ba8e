#include "models/store/audit.hpp"
#include "server/http/idempotency.hpp"
#include "tests/support/world.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace server;

namespace {

Response create(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        if (call.body == "bad") return text_response(422, "no");
        auto response = json_response(201, R"({"id":"7"})");
        response.fields.emplace_back("Location", "/things/7");
        store::append_audit(db, {call.now, call.actor.account, "thing.created", "7", ""});
        return response;
    });
}

const Route kCreate{Verb::post, "/api/v1/things", Can::signed_in, create};

struct Shop : support::World {
    Response post(const std::string& key, const std::string& body, const models::Actor& by)
    {
        auto asked = call(by, Verb::post, "/api/v1/things");
        asked.idempotency_key = key;
        asked.body = body;
        return run(kCreate, asked);
    }
    Response post(const std::string& key, const std::string& body) { return post(key, body, village()); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(idempotency, Shop)

BOOST_AUTO_TEST_CASE(the_same_key_and_body_have_one_effect_and_one_answer)
{
    const auto first = post("k-1", "{}");
    for (int i = 0; i < 20; ++i) {
        const auto again = post("k-1", "{}");
        BOOST_TEST(again.status == 201);
        BOOST_TEST(again.body == first.body);
        BOOST_TEST((again.fields.front() == std::pair<std::string, std::string>("Location", "/things/7")));
    }
    BOOST_TEST(count_events("thing.created") == 1);
}

BOOST_AUTO_TEST_CASE(the_same_key_with_another_body_is_refused)
{
    post("k-1", "{}");
    BOOST_TEST(post("k-1", "{ }").status == 422);
    BOOST_TEST(count_events("thing.created") == 1);
}

BOOST_AUTO_TEST_CASE(keys_of_two_accounts_never_meet)
{
    post("k-1", "{}");
    BOOST_TEST(post("k-1", "{}", township()).status == 201);
    BOOST_TEST(count_events("thing.created") == 2);
}

BOOST_AUTO_TEST_CASE(a_key_is_one_to_two_hundred_visible_characters)
{
    BOOST_TEST(post(std::string(200, 'k'), "{}").status == 201);
    for (const auto& key :
         {std::string(), std::string(201, 'k'), std::string("a b"), std::string("韦"), std::string("a\tb")})
        BOOST_TEST(post(key, "{}").status == 400, key);
    BOOST_TEST(count_events("thing.created") == 1);
}

BOOST_AUTO_TEST_CASE(a_refusal_is_not_kept)
{
    BOOST_TEST(post("k-1", "bad").status == 422);
    BOOST_TEST(post("k-1", "{}").status == 201);
}

BOOST_AUTO_TEST_CASE(a_form_shown_once_is_taken_once)
{
    const support::Fields form{{"once", "token"}, {"name", "x"}};
    const Route page{Verb::post, "/things", Can::signed_in, create};
    BOOST_TEST(run(page, call(village(), Verb::post, "/things", form)).status == 201);
    const auto again = run(page, call(village(), Verb::post, "/things", form));
    BOOST_TEST(again.status == 303);
    BOOST_TEST(again.fields.front().second == "/things/7");
    BOOST_TEST(count_events("thing.created") == 1);
}

BOOST_AUTO_TEST_CASE(form_tokens_are_never_alike)
{
    BOOST_TEST(new_form_token() != new_form_token());
    BOOST_TEST(new_form_token().size() >= 22u);
}

BOOST_AUTO_TEST_SUITE_END()
