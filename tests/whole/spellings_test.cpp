// Every route asked by other spellings of its path, and with fields by which some servers are told another
// path, verb, host or sender: nothing is reached that way.
#include "server/app.hpp"
#include "server/auth/permissions.hpp"
#include "tests/support/app_server.hpp"
#include <algorithm>
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

// Nobody, one whose right it is, and one whose it is not.
std::vector<std::optional<Role>> askers(const Route& route)
{
    std::vector<std::optional<Role>> all{std::nullopt};
    for (const bool may : {true, false}) {
        const auto one =
            std::ranges::find_if(support::kRoles, [&](Role role) { return allowed(role, route.can) == may; });
        if (one != std::end(support::kRoles)) all.emplace_back(*one);
    }
    return all;
}

int ask(const Route& route, const std::optional<Role>& role, const std::string& path,
        const std::string& fields = {})
{
    const bool api = route.path.starts_with("/api/");
    auto all = fields;
    std::string body;
    if (role) all += "Cookie: parasol=" + app().session(*role) + "\r\n";
    if (route.verb != Verb::get) {
        const auto csrf = role ? app().csrf(*role) : std::string("none");
        all += api ? "Content-Type: application/json\r\nIdempotency-Key: k\r\nX-CSRF-Token: " + csrf + "\r\n"
                   : "Content-Type: application/x-www-form-urlencoded\r\n";
        body = api ? "{}" : "csrf=" + csrf + "&once=1";
    }
    return app()
        .say(std::string(kVerbs[static_cast<std::size_t>(route.verb)]) + " " + path, all, body)
        .status;
}

std::string turned(std::string text)
{
    const auto letter = std::ranges::find_if(text, [](char c) { return c >= 'a' && c <= 'z'; });
    if (letter != text.end()) *letter = static_cast<char>(*letter - 'a' + 'A');
    return text;
}

std::string loud(std::string text)
{
    for (auto& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string encoded_first(const std::string& path)
{
    constexpr char kDigits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(path[1]);
    return std::string("/%") + kDigits[byte >> 4U] + kDigits[byte & 15U] + path.substr(2);
}

// None of them is a path that we name.
std::vector<std::string> spellings(const std::string& path)
{
    const auto slash = path.rfind('/');
    return {turned(path),
            loud(path),
            encoded_first(path),
            path + "/",
            path + "%2f",
            path + ";a=b",
            path + ".json",
            "/" + path,
            "/." + path,
            "/%2e" + path,
            "/x/.." + path,
            "/x/%2e%2e" + path,
            "/%2e%2e" + path,
            path.substr(0, slash) + "/" + path.substr(slash),
            path.substr(0, slash) + "/." + path.substr(slash),
            path.substr(0, slash) + "%2f" + path.substr(slash + 1)};
}

// Not a page that somebody has to sign in for, nor one that is done.
bool is_not_there(int status) { return status == 404 || status == 400; }

// A spelling that fits another route, by its captures: /referrals/{id} takes any text for an id.
bool is_a_route(const Route& route, const std::string& path)
{
    return all_routes().find(route.verb, path.substr(0, path.find('?'))).route != nullptr;
}

std::vector<const Route*> all() { return all_routes().routes(); }

} // namespace

BOOST_AUTO_TEST_SUITE(spellings_of_routes)

BOOST_AUTO_TEST_CASE(another_spelling_of_a_path_leads_nowhere)
{
    std::size_t asked = 0;
    for (const auto* route : all()) {
        const auto path = support::filled(route->path);
        if (path == "/") continue;
        for (const auto& spelled : spellings(path)) {
            if (spelled == path || is_a_route(*route, spelled)) continue;
            for (const auto& role : askers(*route)) {
                const int status = ask(*route, role, spelled);
                BOOST_TEST((is_not_there(status) || status == 405),
                           spelled << " for " << route->path << ": " << status);
                ++asked;
            }
        }
    }
    BOOST_TEST(asked > 5'000u);
}

BOOST_AUTO_TEST_CASE(a_record_named_in_percent_signs_is_the_same_to_everybody)
{
    for (const auto* route : all()) {
        const auto path = support::filled(route->path), encoded = support::filled(route->path, "%37");
        if (route->verb != Verb::get || path == encoded || path.ends_with("/events")) continue;
        for (const auto& role : askers(*route))
            BOOST_TEST(ask(*route, role, encoded) == ask(*route, role, path), route->path);
    }
}

BOOST_AUTO_TEST_CASE(no_field_names_another_path_or_verb)
{
    static const Route kHome{Verb::get, "/", Can::anyone, {}};
    for (const std::optional<Role> role : {std::optional<Role>(), std::optional(Role::village)}) {
        const int home = ask(kHome, role, "/");
        for (const auto* route : all()) {
            const auto path = support::filled(route->path);
            const auto verb = std::string(kVerbs[static_cast<std::size_t>(route->verb)]);
            std::string fields;
            for (const auto* name : {"X-Original-URL", "X-Rewrite-URL", "X-Original-URI", "X-Forwarded-Uri",
                                     "X-Forwarded-Path", "X-Forwarded-Prefix"})
                fields += std::string(name) + ": " + path + "\r\n";
            for (const auto* name : {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
                fields += std::string(name) + ": " + verb + "\r\n";
            BOOST_TEST(ask(kHome, role, "/", fields) == home, route->path);
            if (route->verb == Verb::get || all_routes().find(Verb::get, path).route) continue;
            const Route read{Verb::get, route->path, route->can, {}};
            BOOST_TEST(ask(read, role, path, fields) == ask(read, role, path), route->path);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_field_makes_somebody_else_of_the_sender)
{
    const std::string fields =
        "X-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n"
        "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n"
        "X-Forwarded-User: admin\r\nX-Remote-User: admin\r\n";
    for (const auto* route : all()) {
        if (route->verb != Verb::get) continue;
        const auto path = support::filled(route->path);
        for (const auto& role : askers(*route)) {
            if (role && allowed(*role, route->can)) continue; // who may see it sees it
            // Whoever names another sender is not of this machine, which alone reads the figures unasked.
            const int plain = ask(*route, role, path), due = path == "/metrics" ? 404 : plain;
            BOOST_TEST(ask(*route, role, path, fields) == due, route->path);
            if (path == "/metrics") BOOST_TEST(plain == 200);
        }
    }
    const auto shown = app().say("GET /", fields);
    BOOST_TEST(!shown.body.contains("evil.example"));
}

BOOST_AUTO_TEST_SUITE_END()
