// Every route names a permission, and who may use it is what tests/guards/permissions.txt says.
#include "server/app.hpp"
#include "server/http/steps.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <set>

using namespace server;

static std::string line_of(const Route& route)
{
    constexpr std::string_view kVerbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    std::string line(kVerbs[static_cast<std::size_t>(route.verb)]);
    line += " " + std::string(route.path) + ":";
    if (route.can == Can::anyone) return line + " anyone";
    if (route.can == Can::family) line += " family";
    for (const auto& [whose_record, scope] : models::kNames<Whose>) {
        std::string roles;
        for (const auto& [role, name] : models::kNames<models::Role>)
            if (whose(role, route.can) == whose_record) roles += " " + std::string(name);
        if (whose_record == Whose::none || roles.empty()) continue;
        line += (line.ends_with(":") ? " " : "; ") + std::string(scope) + roles;
    }
    return line + (route.reveals.empty() ? "" : " (reveals " + std::string(route.reveals) + ")");
}

static bool begins_by_writing(const Route& route)
{
    if (const auto* steps = std::get_if<const Steps*>(&route.handler))
        return (*steps)->steps.front().lane == LaneName::write;
    return std::holds_alternative<WritePage>(route.handler);
}

BOOST_AUTO_TEST_SUITE(routes)

// After a change on purpose: write what this prints into the file, and have it reviewed.
BOOST_AUTO_TEST_CASE(roles_reach_the_routes_that_were_reviewed)
{
    std::set<std::string> lines;
    for (const auto* route : all_routes().routes()) lines.insert(line_of(*route));
    std::string now;
    for (const auto& line : lines) now += line + "\n";
    std::ifstream file(SOURCE_DIR "/tests/guards/permissions.txt");
    const std::string reviewed{std::istreambuf_iterator<char>(file), {}};
    BOOST_TEST(now == reviewed, "the routes are now:\n" << now);
}

BOOST_AUTO_TEST_CASE(who_sees_protected_facts_leaves_a_trace_in_the_same_transaction)
{
    for (const auto* route : all_routes().routes())
        if (!route->reveals.empty()) BOOST_TEST(begins_by_writing(*route), route->path);
}

BOOST_AUTO_TEST_SUITE_END()
