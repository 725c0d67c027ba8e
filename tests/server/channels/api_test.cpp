// Receivers by the API, and those of integrators.
#include "tests/server/channels/managing.hpp"

using namespace carrying;
using namespace models;
using namespace std::chrono_literals;
using support::page_faults;

BOOST_FIXTURE_TEST_SUITE(channel_api, Managing)

// It is told what anybody is told, as long as its account works; it reads no case by it.
BOOST_AUTO_TEST_CASE(an_administrator_adds_a_receiver_for_an_integrator)
{
    const auto partner = officer(Role::integrator, {}, "partner");
    const auto whose = "account-" + to_text(partner.account);
    BOOST_TEST(page_faults(get(admin(), "/channels")) == "");
    BOOST_TEST(get(admin(), "/channels").body.contains("value=\"" + whose + "\""));
    for (const auto& wrong : {"account-" + to_text(county().account), std::string("account-999"),
                              std::string("account-"), std::string("account-x")})
        BOOST_TEST(add(admin(), "https://receiver.example/", wrong).status == 422, wrong);
    const auto made = add(admin(), "https://receiver.example/", whose);
    BOOST_TEST(made.status == 200);
    BOOST_TEST((only_row().account == partner.account));
    BOOST_TEST((only_row().office.side == Side::system));
    BOOST_TEST(get(admin(), "/channels").body.contains(partner.name));

    const auto told = [&](std::int64_t number) {
        tell(number);
        return value("SELECT COUNT(*) FROM dispatch");
    };
    BOOST_TEST(told(1) == "1");
    db.connection().execute("test.leave", "UPDATE account SET active = 0 WHERE role = 'integrator'");
    BOOST_TEST(told(2) == "1");
    BOOST_TEST(!get(admin(), "/channels").body.contains("value=\"" + whose + "\""));
    BOOST_TEST(page_faults(get(admin(), only_channel())) == "");

    // A manager names nobody: its receiver is its organization's.
    db.connection().execute("test.none", "DELETE FROM dispatch_notice");
    add(manager(), "https://other.example/", whose);
    BOOST_TEST(value("SELECT COUNT(*) FROM channel WHERE side = 'charity'") == "1");
}

// The API does what the pages do, and shows a secret once.
BOOST_AUTO_TEST_CASE(receivers_are_managed_by_the_api)
{
    using nlohmann::json;
    const auto partner = officer(Role::integrator, {}, "partner");
    const auto ask = [&](const Actor& actor, server::Verb verb, const std::string& target, const json& body) {
        auto request = call(actor, verb, target);
        if (verb == server::Verb::post) request.body = body.is_null() ? "" : body.dump();
        request.idempotency_key = store::new_uuid();
        return send(std::move(request));
    };
    const auto of = [](const server::Response& response) { return json::parse(response.body); };
    const json wish{
        {"kind", "webhook"}, {"url", "https://receiver.example/hook?key=of-theirs"}, {"topics", {"offer"}}};
    auto for_partner = wish;
    for_partner["integrator"] = to_text(partner.account);
    const auto made = ask(admin(), server::Verb::post, "/api/v1/channels", for_partner);
    BOOST_TEST(made.status == 201);
    BOOST_TEST(of(made)["secret"].get<std::string>().starts_with("whsec_"));
    BOOST_TEST(of(made)["account"] == to_text(partner.account));
    BOOST_TEST(!made.body.contains("of-theirs"));
    const auto path = "/api/v1/channels/" + of(made)["id"].get<std::string>();

    tell(7);
    const auto shown = of(ask(admin(), server::Verb::get, path, {}));
    BOOST_TEST(shown["secret"].is_null());
    BOOST_REQUIRE(shown["dispatches"].size() == 1U);
    BOOST_TEST(shown["dispatches"][0]["subject"] == "offer/7");
    const auto again = path + "/dispatches/" + shown["dispatches"][0]["id"].get<std::string>() + "/again";
    BOOST_TEST(ask(admin(), server::Verb::post, again, {}).status == 409); // it waits
    BOOST_TEST(of(ask(admin(), server::Verb::post, path + "/off", {}))["dispatches"][0]["state"] ==
               "dropped");
    BOOST_TEST(of(ask(admin(), server::Verb::post, path + "/on", {}))["state"] == "on");
    BOOST_TEST(of(ask(admin(), server::Verb::post, again, {}))["dispatches"][0]["state"] == "waiting");
    const auto changed = of(ask(admin(), server::Verb::post, path + "/secret", {}));
    BOOST_TEST(changed["secret"] != of(made)["secret"]);
    BOOST_TEST(!changed["rotated_until"].is_null());

    for (const auto& [member, value] : {std::pair{"integrator", to_text(county().account)},
                                        {"organization", std::string("999")},
                                        {"area", std::string("52")}}) {
        auto wrong = wish;
        wrong[member] = value;
        const auto refused = ask(admin(), server::Verb::post, "/api/v1/channels", wrong);
        BOOST_TEST(refused.status == 422);
        BOOST_TEST(of(refused)["errors"][0]["pointer"] == std::string("/") + member);
    }
    const auto own_one = ask(manager(), server::Verb::post, "/api/v1/channels", wish);
    BOOST_TEST(of(own_one)["organization"] == to_text(own));
    BOOST_TEST(of(ask(manager(), server::Verb::get, "/api/v1/channels", {}))["items"].size() == 1U);
    BOOST_TEST(of(ask(admin(), server::Verb::get, "/api/v1/channels", {}))["items"].size() == 2U);
    for (const auto& target : {path, path + "/secret", path + "/off", again})
        BOOST_TEST(
            ask(manager(), target == path ? server::Verb::get : server::Verb::post, target, {}).status ==
            404);
    for (const auto& actor : {county(), partner})
        BOOST_TEST(ask(actor, server::Verb::get, "/api/v1/channels", {}).status == 403);
}

BOOST_AUTO_TEST_SUITE_END()
