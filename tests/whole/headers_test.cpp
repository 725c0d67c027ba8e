// What every route's answer carries, to everybody, right or wrong.
#include "server/app.hpp"
#include "tests/support/app_server.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>

using support::Heard;
using support::Wire;

namespace {

void check(const support::AppServer& app, const Heard& heard)
{
    BOOST_TEST(heard.status < 500);
    BOOST_TEST(heard.field("content-security-policy").find("frame-ancestors 'none'") != std::string::npos);
    BOOST_TEST(heard.field("content-security-policy").find("unsafe") == std::string::npos);
    BOOST_TEST(heard.field("x-content-type-options") == "nosniff");
    BOOST_TEST(heard.field("referrer-policy") == "same-origin");
    BOOST_TEST(heard.field("cross-origin-opener-policy") == "same-origin");
    BOOST_TEST(heard.field("strict-transport-security").empty() == (app.kind() == Wire::Kind::plain));
    BOOST_TEST(heard.count("server") == 0u);
    const auto kept = heard.field("cache-control");
    BOOST_TEST((kept == "no-store" || kept.starts_with("public")), kept);
}

void check_all(Wire::Kind kind)
{
    const support::AppServer app(kind);
    const std::string cookie = kind == Wire::Kind::tls ? "__Host-parasol=" : "parasol=";
    for (const auto* route : server::all_routes().routes())
        for (const auto& session : {std::string("x"), app.session(models::Role::county)})
            BOOST_TEST_CONTEXT(route->path)
            {
                const auto path = support::filled(route->path);
                check(app, app.say("GET " + path, "Cookie: " + cookie + session + "\r\n"));
                check(app, app.say("POST " + path, "Cookie: " + cookie + session + "\r\n"));
            }
    for (const auto* line : {"GET /nowhere", "GET /api/v1/nowhere", "DELETE /", "PUT /sign-in", "GET /%zz",
                             "GET /static/../key", "GET /static/none.css"})
        check(app, app.say(line));
}

} // namespace

BOOST_AUTO_TEST_SUITE(header_fields)

BOOST_AUTO_TEST_CASE(every_answer_is_guarded) { check_all(Wire::Kind::plain); }
BOOST_AUTO_TEST_CASE(every_answer_over_tls_is_guarded) { check_all(Wire::Kind::tls); }

// quality.md 37: whatever a request calls this host, links lead to the configured one or have none.
BOOST_AUTO_TEST_CASE(no_page_takes_its_host_from_the_request)
{
    const support::AppServer app;
    std::size_t asked = 0;
    for (const auto role : {models::Role::county, models::Role::charity_manager, models::Role::admin})
        for (const auto* route : server::all_routes().routes()) {
            if (route->path == "/sign-out" || route->path.contains("/events")) continue;
            const std::string verb = route->verb == server::Verb::get ? "GET " : "POST ";
            const auto form = "csrf=" + app.csrf(role) + "&once=o" + std::to_string(++asked);
            const auto heard = support::ask(
                app.port(), verb + support::filled(route->path) +
                                " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                                "Forwarded: host=evil.example\r\nConnection: close\r\nCookie: parasol=" +
                                app.session(role) +
                                "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                                std::to_string(form.size()) + "\r\n\r\n" + form);
            BOOST_REQUIRE_MESSAGE(heard.has_value(), route->path);
            BOOST_TEST(heard->status < 500, route->path);
            BOOST_TEST(!heard->body.contains("evil.example"), route->path);
            for (const auto& [name, value] : heard->fields)
                BOOST_TEST(!value.contains("evil.example"), route->path << ": " << name << ": " << value);
        }
    BOOST_TEST(asked > 500u);
}

BOOST_AUTO_TEST_CASE(pages_of_people_are_kept_nowhere)
{
    const support::AppServer app;
    for (const auto* target : {"/", "/accounts", "/account", "/referrals", "/api/v1/referrals"})
        BOOST_TEST(app.get(models::Role::county, target).field("cache-control") == "no-store", target);
}

BOOST_AUTO_TEST_CASE(cookies_are_out_of_reach)
{
    for (const auto kind : {Wire::Kind::plain, Wire::Kind::tls}) {
        const support::AppServer app(kind);
        const auto cookie = app.say("GET /sign-in").field("set-cookie");
        BOOST_TEST(cookie.starts_with(kind == Wire::Kind::tls ? "__Host-parasol=" : "parasol="), cookie);
        BOOST_TEST(cookie.find("; Path=/; HttpOnly; SameSite=Lax") != std::string::npos, cookie);
        BOOST_TEST((cookie.find("; Secure") != std::string::npos) == (kind == Wire::Kind::tls), cookie);
    }
}

BOOST_AUTO_TEST_SUITE_END()
