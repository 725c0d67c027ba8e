// What the binary carries is what config/ says, and all of it can be used.
#include "server/config.hpp"
#include "server/library/assets.hpp"
#include "server/library/load.hpp"
#include "tests/support/temp_folder.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;

static const Library& library()
{
    static const auto kLibrary = load_library(std::make_shared<const Config>());
    return *kLibrary;
}

BOOST_AUTO_TEST_SUITE(the_library)

BOOST_AUTO_TEST_CASE(divisions_of_guizhou_are_all_there)
{
    const auto& divisions = *library().divisions;
    BOOST_TEST(divisions.count(AreaLevel::prefecture) == 9u);
    BOOST_TEST(divisions.count(AreaLevel::county) == 88u);
    BOOST_TEST(divisions.count(AreaLevel::township) == 1510u);
    BOOST_TEST(divisions.count(AreaLevel::village) == 17964u);
    BOOST_TEST(divisions.path(parse_area("520324103207").value()) == "正安县安场镇东坝村");
}

BOOST_AUTO_TEST_CASE(standards_needs_rules_and_policy_are_there)
{
    const auto county = parse_area("520324").value();
    const auto* line = library().standards->find(StandardName::dibao_line, county, ResidenceKind::urban,
                                                 parse_date("2026-11-24").value());
    BOOST_REQUIRE(line);
    BOOST_CHECK(line->amount == Money{77'800});
    BOOST_TEST(!library().need_types.empty());
    BOOST_TEST(library().named_rules.contains("poor"));
    BOOST_TEST(library().policy->version == "2026-3");
    BOOST_TEST(!library().demo);
    BOOST_TEST(!library().working_days->is_working_day(parse_date("2026-10-01").value()));
}

BOOST_AUTO_TEST_CASE(another_policy_is_read_from_its_file_or_named_with_what_is_wrong)
{
    const support::TempFolder folder;
    Config config;
    config.policy = folder.path() / "policy.json";
    auto policy = nlohmann::json::parse(asset("config/policy.json"));
    policy["version"] = "ours";
    policy["round"] = {{"tier_weights", {4, 3, 2, 1}}, {"stable", true}};
    std::ofstream(config.policy) << policy;
    const auto ours = load_library(std::make_shared<const Config>(config));
    BOOST_TEST(ours->policy->version == "ours");
    BOOST_TEST(ours->policy->round.stable);

    const auto says = [](const std::string& text) {
        return [text](const std::runtime_error& wrong) {
            return std::string(wrong.what()).find(text) != std::string::npos;
        };
    };
    policy["round"]["tier_weights"][0] = 0;
    std::ofstream(config.policy) << policy;
    const auto load = [&] { load_library(std::make_shared<const Config>(config)); };
    BOOST_CHECK_EXCEPTION(load(), std::runtime_error, says("policy.json: /round/tier_weights/0"));
    std::ofstream(config.policy) << R"({"version": "one", "version": "two"})";
    BOOST_CHECK_EXCEPTION(load(), std::runtime_error, says("policy.json:  error.json.duplicate"));
    config.policy = folder.path() / "none.json";
    BOOST_CHECK_EXCEPTION(load(), std::runtime_error, says("none.json cannot be opened"));
}

BOOST_AUTO_TEST_CASE(days_of_another_year_are_added_by_a_file_and_its_word_counts)
{
    const support::TempFolder folder;
    Config config;
    config.holidays = folder.path() / "holidays.csv";
    std::ofstream(config.holidays) << "date,kind,name\n2027-01-01,holiday,元旦\n2026-10-10,holiday,国庆节\n";
    const auto load = [&] { return load_library(std::make_shared<const Config>(config)); };
    const auto days = load()->working_days;
    const auto day = [](const char* text) { return parse_date(text).value(); };
    BOOST_TEST((days->knows(std::chrono::year(2027)) && !days->is_working_day(day("2027-01-01"))));
    BOOST_TEST((!days->is_working_day(day("2026-10-10")) && !days->is_working_day(day("2026-10-01"))));
    BOOST_TEST(library().working_days->is_working_day(day("2026-10-10")));
    std::ofstream(config.holidays) << "date,kind,name\n2027-01-01,feast,元旦\n";
    BOOST_CHECK_EXCEPTION(load(), std::runtime_error, [](const std::runtime_error& wrong) {
        return std::string(wrong.what()).contains("holidays.csv: line 2: holiday or workday is expected");
    });
    config.holidays = folder.path() / "none.csv";
    BOOST_CHECK_THROW(load(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(only_the_demo_has_floors)
{
    BOOST_TEST(library().policy->round.floors.empty());
    Config config;
    config.demo = true;
    BOOST_TEST(load_library(std::make_shared<const Config>(config))->policy->round.floors.size() == 3u);
}

BOOST_AUTO_TEST_CASE(programs_and_their_organizations_belong_together)
{
    const auto sorted = [](const nlohmann::json& organizations) {
        std::set<std::string> codes;
        for (const auto& one : organizations) codes.insert(one["unified_code"]);
        return codes;
    };
    const auto real = config_programs(library());
    const auto invented = demo_programs(library());
    BOOST_TEST(real.size() == 26u);
    BOOST_TEST(invented.size() >= 20u);
    for (const auto& one : real)
        BOOST_TEST(sorted(config_organizations()).contains(one.organization_code), one.program.code);
    for (const auto& one : invented)
        BOOST_TEST(sorted(demo_organizations()).contains(one.organization_code), one.program.code);
}

BOOST_AUTO_TEST_SUITE_END()
