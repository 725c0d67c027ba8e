#include "models/standard.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;

static Date date(const char* text) { return parse_date(text).value(); }
static Area area(const char* digits) { return parse_area(digits).value(); }

static Standard line(const char* where, const char* from, std::int64_t fen, std::optional<Date> until = {})
{
    return {StandardName::dibao_line,
            area(where),
            ResidenceKind::urban,
            Period::month,
            date(from),
            until,
            Money{fen}};
}

static std::int64_t fen_on(const Standards& standards, const char* where, const char* day)
{
    const auto* found =
        standards.find(StandardName::dibao_line, area(where), ResidenceKind::urban, date(day));
    return found ? found->amount.fen : 0;
}

BOOST_AUTO_TEST_SUITE(standard_test)

BOOST_AUTO_TEST_CASE(a_line_holds_from_its_day_until_the_next_one)
{
    const Standards standards({line("52", "2024-04-01", 77800), line("52", "2023-04-01", 73400)});
    BOOST_TEST(fen_on(standards, "520324", "2023-03-31") == 0);
    BOOST_TEST(fen_on(standards, "520324", "2023-04-01") == 73400);
    BOOST_TEST(fen_on(standards, "520324", "2024-03-31") == 73400);
    BOOST_TEST(fen_on(standards, "520324", "2024-04-01") == 77800);
    BOOST_TEST(fen_on(standards, "520324", "2030-01-01") == 77800);
}

BOOST_AUTO_TEST_CASE(an_end_is_exclusive)
{
    const Standards standards({line("52", "2024-04-01", 77800, date("2025-04-01"))});
    BOOST_TEST(fen_on(standards, "52", "2025-03-31") == 77800);
    BOOST_TEST(fen_on(standards, "52", "2025-04-01") == 0);
}

BOOST_AUTO_TEST_CASE(the_most_specific_area_wins_even_when_older)
{
    const Standards standards({line("52", "2025-04-01", 80000), line("5203", "2024-04-01", 81000)});
    BOOST_TEST(fen_on(standards, "520324101203", "2025-06-01") == 81000);
    BOOST_TEST(fen_on(standards, "520525", "2025-06-01") == 80000);
}

BOOST_AUTO_TEST_CASE(a_place_told_too_coarsely_has_no_line_where_a_part_of_it_has_its_own)
{
    const Standards standards({line("52", "2024-04-01", 77800), line("520324", "2025-04-01", 81000)});
    BOOST_TEST(fen_on(standards, "5203", "2025-03-31") == 77800);
    BOOST_TEST(fen_on(standards, "5203", "2025-04-01") == 0);
    BOOST_TEST(fen_on(standards, "5205", "2025-04-01") == 77800);
    BOOST_TEST(fen_on(standards, "520324", "2025-04-01") == 81000);
}

BOOST_AUTO_TEST_CASE(another_name_residence_or_province_has_no_line)
{
    const Standards standards({line("52", "2024-04-01", 77800)});
    const auto day = date("2026-01-01");
    BOOST_TEST(!standards.find(StandardName::teku_line, area("52"), ResidenceKind::urban, day));
    BOOST_TEST(!standards.find(StandardName::dibao_line, area("52"), ResidenceKind::rural, day));
    BOOST_TEST(fen_on(standards, "53", "2026-01-01") == 0);
    BOOST_TEST(!standards.find(StandardName::dibao_line, Area{}, ResidenceKind::urban, day));
}

BOOST_AUTO_TEST_SUITE_END()
