// Programs come out of all kinds, for all levels, a bit more than half of them open, each with a sound rule.
#include "server/library/assets.hpp"
#include "server/simulate/programs.hpp"
#include "tests/server/simulate/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;
using namespace server::simulate;

static const std::vector<ProgramEntry>& made() { return given::world().programs; }

static bool is_open(const Program& program)
{
    const auto now = given::world().as_of;
    return program.state == ProgramState::open &&
           (program.windows.empty() || std::ranges::any_of(program.windows, [&](const Window& window) {
                return (!window.from || *window.from <= now) && (!window.until || *window.until > now);
            }));
}

BOOST_AUTO_TEST_SUITE(simulated_programs)

BOOST_AUTO_TEST_CASE(every_rule_passes_the_checks)
{
    const auto sound = [](const Rule& rule) { return check_rule(rule).faults.empty(); };
    for (const auto& [organization, program] : made()) {
        BOOST_REQUIRE_MESSAGE(sound(program.rule), program.code);
        for (const auto& group : program.priority.groups) BOOST_REQUIRE(sound(group.rule));
        for (const auto& one : program.award.cases) BOOST_REQUIRE((!one.when || sound(*one.when)));
        BOOST_REQUIRE_MESSAGE(parse_unified_code(organization), organization);
    }
}

BOOST_AUTO_TEST_CASE(all_23_real_rows_and_all_kinds_are_there)
{
    const auto tables = nlohmann::json::parse(asset("config/simulate/programs.json"));
    std::set<int> rows;
    for (const auto& kind : tables["kinds"]) {
        for (const auto& row : kind["like"]) rows.insert(row.get<int>());
        const auto code = kind["kind"].get<std::string>() + "_52";
        BOOST_TEST(std::ranges::count_if(
                       made(), [&](const auto& one) { return one.program.code.starts_with(code); }) > 0,
                   code);
    }
    BOOST_TEST(rows.size() == 23u);
}

BOOST_AUTO_TEST_CASE(levels_and_openings_are_as_the_table_says)
{
    std::map<AreaLevel, std::int64_t> levels;
    std::int64_t open = 0;
    for (const auto& [organization, program] : made()) {
        ++levels[level_of(program.areas.front())];
        open += is_open(program);
    }
    const auto permille = [](std::int64_t count) { return count * 1000 / std::ssize(made()); };
    BOOST_TEST(std::abs(permille(levels[AreaLevel::county]) - 760) < 40);
    BOOST_TEST(std::abs(permille(levels[AreaLevel::prefecture]) - 150) < 30);
    BOOST_TEST(std::abs(permille(levels[AreaLevel::province]) - 90) < 30);
    BOOST_TEST(permille(open) > 530);
    BOOST_TEST(permille(open) < 630);
}

BOOST_AUTO_TEST_CASE(places_budgets_quotas_and_exclusions_occur)
{
    std::set<std::string> codes;
    std::map<std::string, int> seen;
    for (const auto& [organization, program] : made()) {
        codes.insert(program.code);
        const auto& room = program.room;
        if (room.places) BOOST_REQUIRE(*room.places_left <= *room.places);
        if (room.budget) BOOST_REQUIRE(*room.budget_left <= *room.budget);
        seen["full"] += room.places && *room.places_left == 0;
        seen["budget"] += room.budget.has_value();
        seen["area quota"] += !program.quotas.empty() && program.quotas.front().area;
        seen["group quota"] += !program.quotas.empty() && program.quotas.front().rule;
        seen["excludes"] += !program.excludes.empty();
        seen["must not have"] += !program.must_not_have.empty();
        seen["points"] += program.priority.by_points;
        seen["groups"] += !program.priority.by_points && !program.priority.groups.empty();
        seen["sites"] += !program.sites.empty();
        seen["by hukou"] += program.served_of == ServedOf::hukou;
        seen["by school"] += program.served_of == ServedOf::school;
        for (const auto& other : program.excludes) BOOST_REQUIRE(codes.contains(other));
    }
    BOOST_TEST(codes.size() == made().size());
    for (const auto& [what, count] : seen) BOOST_TEST(count >= 10, what << " " << count);
}

BOOST_AUTO_TEST_SUITE_END()
