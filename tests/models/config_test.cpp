// The tables of config/ that are read as they stand.
#include "models/area.hpp"
#include "models/standard.hpp"
#include "tests/models/csv.hpp"
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <map>
#include <set>

using namespace models;

BOOST_AUTO_TEST_SUITE(config_test)

BOOST_AUTO_TEST_CASE(all_of_guizhou_is_in_the_table_of_areas)
{
    std::map<AreaLevel, int> count;
    std::set<Area> known;
    for (const auto& row : rows_of("areas.csv", 4)) {
        const auto area = parse_area(row[0]);
        BOOST_REQUIRE_MESSAGE(area, row[0]);
        const auto level = level_of(*area);
        ++count[level];
        BOOST_TEST(known.insert(*area).second, row[0] << " stands twice");
        BOOST_TEST(!row[1].empty(), row[0]);
        BOOST_TEST(row[2].empty() == (level > AreaLevel::county), row[0] << " in English");
        if (level == AreaLevel::province) continue;
        const auto parent = part_of(*area, static_cast<AreaLevel>(static_cast<int>(level) - 1));
        BOOST_TEST(known.contains(parent), row[0] << " stands before its parent");
    }
    BOOST_TEST(count[AreaLevel::province] == 1);
    BOOST_TEST(count[AreaLevel::prefecture] == 9);
    BOOST_TEST(count[AreaLevel::county] == 88);
    BOOST_TEST(count[AreaLevel::township] == 1510);
    BOOST_TEST(count[AreaLevel::village] == 17964);
}

BOOST_AUTO_TEST_CASE(replaced_codes_are_of_the_same_level_and_no_longer_in_use)
{
    std::set<std::string> known;
    std::map<std::string, std::string> now;
    for (const auto& row : rows_of("areas.csv", 4)) {
        known.insert(row[0]);
        if (!row[3].empty()) BOOST_TEST(now.emplace(row[3], row[0]).second, row[3] << " stands twice");
    }
    for (const auto& [before, after] : now) {
        BOOST_TEST(before.size() == after.size(), before);
        BOOST_TEST(!known.contains(before), before << " is in use");
    }
    BOOST_TEST(now.at("520522") == "520581");
    BOOST_TEST(now.at("520221") == "520204");
    BOOST_TEST(now.at("520222") == "520281");
    BOOST_TEST(now.at("522322") == "522302");
    BOOST_TEST(now.at("520321") == "520304");
    BOOST_TEST(now.at("522401") == "520502");
}

BOOST_AUTO_TEST_CASE(the_table_of_areas_is_small_enough_to_be_compiled_in)
{
    BOOST_TEST(std::filesystem::file_size(std::string(SOURCE_DIR) + "/config/areas.csv") <= 800'000U);
}

BOOST_AUTO_TEST_CASE(holidays_are_days_that_exist_and_stand_once)
{
    std::set<std::string> days;
    std::map<std::string, int> years;
    for (const auto& row : rows_of("holidays.csv", 3)) {
        const auto day = parse_date(row[0]);
        BOOST_REQUIRE_MESSAGE(day, row[0]);
        BOOST_TEST(days.insert(row[0]).second, row[0] << " stands twice");
        BOOST_TEST((row[1] == "holiday" || row[1] == "workday"), row[0]);
        BOOST_TEST(!row[2].empty(), row[0]);
        const std::chrono::weekday weekday{std::chrono::sys_days{*day}};
        const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
        BOOST_TEST((row[1] == "holiday" || weekend), row[0] << " is a working day anyway");
        ++years[row[0].substr(0, 4)];
    }
    for (const auto* year : {"2024", "2025", "2026"}) BOOST_TEST(years[year] >= 30, year);
}

BOOST_AUTO_TEST_CASE(standards_can_be_read_and_have_a_source)
{
    std::map<std::string, std::string> fen;
    for (const auto& row : rows_of("standards.csv", 8)) {
        BOOST_TEST(from_name<StandardName>(row[0]).has_value(), row[0]);
        BOOST_TEST(parse_area(row[1]).has_value(), row[1]);
        BOOST_TEST(from_name<ResidenceKind>(row[2]).has_value(), row[2]);
        BOOST_TEST(from_name<Period>(row[3]).has_value(), row[3]);
        BOOST_TEST(parse_date(row[4]).has_value(), row[4]);
        BOOST_TEST((row[5].empty() || parse_date(row[5])), row[5]);
        BOOST_TEST(std::stoll(row[6]) > 0, row[6]);
        BOOST_TEST(!row[7].empty());
        fen[row[0] + " " + row[2] + " " + row[3]] = row[6];
    }
    BOOST_TEST(fen["dibao_line urban month"] == "77800");
    BOOST_TEST(fen["dibao_line rural year"] == "681800");
    BOOST_TEST(fen["teku_line urban month"] == "106100");
    BOOST_TEST(fen["teku_line rural month"] == "106100");
}

BOOST_AUTO_TEST_SUITE_END()
