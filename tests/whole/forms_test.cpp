// Every route that changes something, asked by somebody who is signed in, from a page that is not ours.
#include "server/app.hpp"
#include "server/auth/guard.hpp"
#include "tests/support/app_server.hpp"
#include <boost/test/unit_test.hpp>

using namespace server;
using models::Role;

namespace {

constexpr std::string_view kVerbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

support::AppServer& app()
{
    static support::AppServer server;
    return server;
}

struct Forged {
    std::string why, fields, csrf, type = "application/x-www-form-urlencoded";
};

std::vector<Forged> forgeries()
{
    const auto good = app().csrf(Role::county);
    return {{"no token", "", ""},
            {"another's token", "", app().csrf(Role::village)},
            {"part of the token", "", good.substr(1)},
            {"a foreign page", "Origin: http://evil.example\r\n", good},
            {"a page of no origin", "Origin: null\r\n", good},
            {"another port", "Origin: http://parasol.example:81\r\n", good},
            {"a foreign page, as the browser says", "Sec-Fetch-Site: cross-site\r\n", good},
            {"a form sent as plain text", "", good, "text/plain"}};
}

int status_of(const Route& route, const Forged& forged)
{
    const bool api = route.path.starts_with("/api/");
    auto fields = "Cookie: parasol=" + app().session(Role::county) + "\r\n" + forged.fields;
    if (api)
        fields +=
            "Idempotency-Key: k\r\nX-CSRF-Token: " + (forged.csrf.empty() ? "none" : forged.csrf) + "\r\n";
    fields +=
        "Content-Type: " + (api && forged.type != "text/plain" ? "application/json" : forged.type) + "\r\n";
    const auto line =
        std::string(kVerbs[static_cast<std::size_t>(route.verb)]) + " " + support::filled(route.path);
    return app().say(line, fields, api ? "{}" : "csrf=" + forged.csrf + "&once=1").status;
}

} // namespace

BOOST_AUTO_TEST_SUITE(forms)

BOOST_AUTO_TEST_CASE(from_a_foreign_page_nothing_is_changed)
{
    std::size_t asked = 0;
    for (const auto* route : all_routes().routes()) {
        if (route->verb == Verb::get) continue;
        for (const auto& forged : forgeries()) {
            // The API takes JSON only, whatever the token.
            const bool not_json = route->path.starts_with("/api/") && forged.type == "text/plain";
            BOOST_TEST(status_of(*route, forged) == (not_json ? 415 : 403),
                       route->path << ": " << forged.why);
            ++asked;
        }
    }
    BOOST_TEST(asked > 8u * 8u);
}

BOOST_AUTO_TEST_CASE(no_get_changes_anything)
{
    for (const auto* route : all_routes().routes())
        if (route->verb == Verb::get) BOOST_TEST(!auth::changes_something(*route), route->path);
}

BOOST_AUTO_TEST_CASE(other_ways_to_name_the_verb_are_not_heard)
{
    for (const std::string field :
         {"X-HTTP-Method-Override: POST", "X-Method-Override: DELETE", "X-HTTP-Method: PUT"})
        BOOST_TEST(app().say("GET /sign-out", field + "\r\n").status == 405, field);
    BOOST_TEST(app().say("GET /sign-out?_method=POST").status == 405);
}

BOOST_AUTO_TEST_SUITE_END()
