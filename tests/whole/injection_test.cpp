// Texts that mean something to a database, a browser or a file system, in every parameter there is.
#include "server/app.hpp"
#include "server/http/decode.hpp"
#include "tests/support/app_server.hpp"
#include <boost/test/unit_test.hpp>

using namespace server;
using models::Role;

namespace {

support::AppServer& app()
{
    static support::AppServer server;
    return server;
}

const std::vector<std::string> kSql{"'",
                                    "' OR '1'='1",
                                    "1; DROP TABLE referral--",
                                    "1) UNION SELECT login FROM account--",
                                    "%' AND 1=CAST((SELECT password_hash FROM account) AS INT)--",
                                    "\\'",
                                    "1e309"};
const std::vector<std::string> kMarkup{"<script>alert('p9')</script>",  "\"><img src=x onerror=alert('p9')>",
                                       "' onmouseover='alert(1)' p9='", "{{t:page.title}}p9",
                                       "javascript:alert('p9')",        "</title><svg/onload=alert('p9')>"};
const std::vector<std::string> kPaths{
    "../../../../etc/passwd", "..%2f..%2fetc/passwd", "..\\..\\key", "/etc/passwd",
    "....//....//key",        "file:///etc/passwd",   "key\xC0\xAF"};

// The names that forms and lists of this program read.
const std::vector<std::string> kNames{"q",        "state", "after", "limit",       "sort",   "area",
                                      "need",     "lang",  "back",  "login",       "reason", "code",
                                      "password", "state", "open",  "organization"};

std::vector<std::string> targets_with(const std::string& text)
{
    const auto written = percent_encoded(text);
    std::vector<std::string> targets;
    for (const auto* route : all_routes().routes()) {
        if (route->verb != Verb::get) continue;
        const auto path = support::filled(route->path, written);
        if (path != route->path) targets.push_back(path);
        std::string all = support::filled(route->path) + "?";
        for (const auto& name : kNames) all += name + "=" + written + "&";
        targets.push_back(all);
    }
    return targets;
}

void check_well(const support::Heard& heard, const std::string& target)
{
    BOOST_TEST(heard.status < 500, target);
    BOOST_TEST(heard.status > 0, target);
    for (const auto* inside :
         {"syntax error", "sqlite", "SQLITE", "soci::", ".cpp", "terminate", "std::", "root:x:0"})
        BOOST_TEST(heard.body.find(inside) == std::string::npos, target << " shows " << inside);
}

} // namespace

BOOST_AUTO_TEST_SUITE(injection)

BOOST_AUTO_TEST_CASE(sql_in_a_parameter_is_only_text)
{
    for (const auto& text : kSql)
        for (const auto& target : targets_with(text))
            for (const auto role : {Role::county, Role::admin}) check_well(app().get(role, target), target);
}

BOOST_AUTO_TEST_CASE(sql_in_a_form_a_cookie_or_a_field_is_only_text)
{
    for (const auto& text : kSql) {
        const auto written = percent_encoded(text);
        std::string form;
        for (const auto& name : kNames) form += name + "=" + written + "&";
        for (const auto* route : all_routes().routes())
            if (route->verb == Verb::post && !route->path.starts_with("/api/"))
                check_well(app().post_form(Role::county, support::filled(route->path), form), form);
        check_well(app().say("GET /", "Cookie: parasol=" + text + "; lang=" + text + "\r\n"), text);
        check_well(app().say("GET /api/v1/referrals", "Authorization: Bearer " + text + "\r\n"), text);
    }
}

BOOST_AUTO_TEST_CASE(markup_in_a_parameter_never_becomes_markup)
{
    for (const auto& text : kMarkup)
        for (const auto& target : targets_with(text))
            for (const auto role : {Role::county, Role::admin}) {
                const auto heard = app().get(role, target);
                check_well(heard, target);
                const bool page = heard.field("content-type").starts_with("text/html");
                for (const auto* live : {"<script>alert", "<img src=x", "<svg/onload",
                                         "' onmouseover=", "href=\"javascript:", "action=\"javascript:"})
                    BOOST_TEST((!page || heard.body.find(live) == std::string::npos),
                               target << " shows " << live);
            }
}

BOOST_AUTO_TEST_CASE(what_is_typed_into_the_sign_in_comes_back_as_text)
{
    for (const auto& text : kMarkup) {
        const auto heard =
            app().post_form(Role::village, "/sign-in", "login=" + percent_encoded(text) + "&password=x");
        BOOST_TEST(heard.status == 422);
        const bool shown = heard.body.find(text) != std::string::npos;
        BOOST_TEST(shown == text.starts_with("{{"), text); // a template's sign is a text like any other
    }
}

BOOST_AUTO_TEST_CASE(no_path_leads_out_of_what_is_compiled_in)
{
    for (const auto& text : kPaths)
        for (const auto& target : targets_with(text)) check_well(app().get(Role::county, target), target);
    for (const std::string path :
         {"/static/../key", "/static/%2e%2e/key", "/static/..%2fkey", "/../key", "/static//etc/passwd",
          "/static/..\\key", "/.git/config", "/parasol.db", "/key", "/static/app.css%00.html"}) {
        const auto status = app().say("GET " + path).status;
        BOOST_TEST((status == 404 || status == 400), path << " " << status);
    }
}

BOOST_AUTO_TEST_SUITE_END()
