// The pages of sign-in and accounts: every view with its template, empty, filled and refused.
#include "server/accounts/routes.hpp"
#include "server/config.hpp"
#include "tests/support/pages.hpp"
#include "tests/support/world.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server;

struct Accounts : support::World {
    Accounts() : World(support::tables_with_pages()) {}

    Actor admin() { return officer(Role::admin, {}, "root"); }

    Response ask(const Actor& actor, Verb verb, const std::string& target, support::Fields form = {},
                 const std::string& id = "")
    {
        auto call = this->call(actor, verb, target, form);
        if (!id.empty()) call.captures["id"] = id;
        const auto path = id.empty() ? call.path : "/accounts/{id}" + call.path.substr(10 + id.size());
        for (const auto& route : accounts::routes())
            if (route.verb == verb && route.path == path) return run(route, call);
        throw std::logic_error("no route " + path);
    }
    Response get(const Actor& actor, const std::string& target) { return ask(actor, Verb::get, target); }
};

static bool is_sound(const Response& response, int status)
{
    const auto faults = support::page_faults(response);
    BOOST_TEST(faults == "");
    BOOST_TEST(response.status == status);
    const bool told = support::text_of(response.body, "title").starts_with("错误：");
    BOOST_TEST(told == (status >= 400));
    return faults.empty();
}

BOOST_FIXTURE_TEST_SUITE(pages_of_accounts, Accounts)

BOOST_AUTO_TEST_CASE(signing_in)
{
    is_sound(get({}, "/sign-in?back=%2Freferrals"), 200);
    const auto wrong =
        ask({}, Verb::post, "/sign-in", {{"login", "nobody"}, {"password", "a long password"}});

    is_sound(wrong, 422);
    BOOST_TEST(wrong.body.contains("value=\"nobody\""));
    BOOST_TEST(!wrong.body.contains("a long password"));
}

BOOST_AUTO_TEST_CASE(the_first_administrator_is_set_up)
{
    is_sound(get({}, "/setup"), 200);
    BOOST_TEST(get({}, "/setup?code=FromTheTerminal").body.find("FromTheTerminal") != std::string::npos);
    const auto wrong = ask({}, Verb::post, "/setup", {{"code", "x"}, {"login", "A"}, {"password", "short"}});

    is_sound(wrong, 422);
    for (const auto* field : {"login", "name", "password", "again"})
        BOOST_TEST(wrong.body.contains("href=\"#" + std::string(field) + "\""), field);
}

BOOST_AUTO_TEST_CASE(an_invitation_is_taken)
{
    const auto shown = get({}, "/invitation?code=abc");
    is_sound(shown, 200);
    BOOST_TEST(shown.body.contains("value=\"abc\""));
    is_sound(ask({}, Verb::post, "/invitation", {{"code", "abc"}, {"password", "1234567890"}}), 422);
}

BOOST_AUTO_TEST_CASE(accounts_are_listed_opened_and_changed)
{
    const auto root = admin();
    const auto id = to_text(township().account);

    is_sound(get(root, "/accounts"), 200);
    is_sound(get(root, "/accounts/new"), 200);
    is_sound(ask(root, Verb::post, "/accounts", {{"login", "Ä"}, {"role", "county"}, {"area", "1"}}), 422);
    is_sound(ask(root, Verb::post, "/accounts", {{"login", "x"}, {"role", "charity_manager"}}), 422);
    is_sound(ask(root, Verb::get, "/accounts/" + id, {}, id), 200);
    is_sound(ask(root, Verb::post, "/accounts/" + id, {{"name", ""}, {"role", "village"}}, id), 422);
}

BOOST_AUTO_TEST_CASE(who_changes_an_account_that_somebody_else_saved_is_told)
{
    const auto id = to_text(township().account);
    const auto stale = ask(
        admin(), Verb::post, "/accounts/" + id,
        {{"name", "n"}, {"role", "township"}, {"area", "520324103"}, {"active", "1"}, {"version", "9"}}, id);
    is_sound(stale, 409);
}

BOOST_AUTO_TEST_CASE(a_code_is_shown_once)
{
    const auto made =
        ask(admin(), Verb::post, "/accounts",
            {{"login", "li.min"}, {"name", "李敏"}, {"role", "township"}, {"area", "520324103"}});
    is_sound(made, 200);
    BOOST_TEST(made.body.contains("/invitation?code="));
    const auto id = to_text(township().account);
    is_sound(ask(admin(), Verb::post, "/accounts/" + id + "/code", {}, id), 200);
}

BOOST_AUTO_TEST_CASE(ones_own_account_and_tokens)
{
    const auto one = village();

    is_sound(get(one, "/account?changed=1"), 200);
    is_sound(ask(one, Verb::post, "/account/password", {{"current", "x"}, {"password", "y"}}), 422);
    is_sound(get(one, "/account/tokens"), 200);
    is_sound(ask(one, Verb::post, "/account/tokens", {{"days", "999"}, {"scope", "all"}}), 422);
    const auto made =
        ask(one, Verb::post, "/account/tokens", {{"label", "县医院"}, {"days", "30"}, {"scope", "read"}});
    is_sound(made, 200);
    BOOST_TEST(made.body.contains("once-shown"));
    BOOST_TEST(!get(one, "/account/tokens").body.contains("once-shown"));
}

BOOST_AUTO_TEST_CASE(english_pages_are_whole_too)
{
    for (const auto* path : {"/account", "/account/tokens"}) {
        auto call = this->call(village(), Verb::get, path);
        call.language = Language::en;
        for (const auto& route : accounts::routes())
            if (route.verb == Verb::get && route.path == path) {
                const auto response = run(route, call);
                BOOST_TEST(support::page_faults(response) == "", path);
                BOOST_TEST(response.body.contains("<html lang=\"en\""));
            }
    }
}

BOOST_AUTO_TEST_SUITE_END()
