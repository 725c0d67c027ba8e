#include "server/library/tables.hpp"
#include <boost/test/unit_test.hpp>
#include <stdexcept>

using namespace models;
using namespace server;

static Area area(std::string_view digits) { return parse_area(digits).value(); }
static Date date(std::string_view text) { return parse_date(text).value(); }

template <class Read> static std::string complaint(Read read, std::string_view csv)
{
    try {
        read(csv);
    } catch (const std::runtime_error& wrong) {
        return wrong.what();
    }
    return "read";
}

BOOST_AUTO_TEST_SUITE(tables_of_the_province)

BOOST_AUTO_TEST_CASE(villages_are_called_without_their_committee)
{
    const auto divisions =
        read_divisions("code,name,name_en,replaces\n520324103207,东坝村村民委员会,,\n"
                       "520324103001,安常社区居民委员会,,\n520324103002,麻郎居委会,,\n520324103003,太慈村,,\n"
                       "520204,水城区,Shuicheng District,520221\n");
    BOOST_TEST(divisions.find(area("520324103207"))->name == "东坝村");
    BOOST_TEST(divisions.find(area("520324103001"))->name == "安常社区");
    BOOST_TEST(divisions.find(area("520324103002"))->name == "麻郎社区");
    BOOST_TEST(divisions.find(area("520324103003"))->name == "太慈村");
    BOOST_CHECK(divisions.current(area("520221")) == area("520204"));
    BOOST_TEST(complaint(read_divisions, "code,name,name_en,replaces\n5,x,,\n") ==
               "line 2: a division code is expected");
}

BOOST_AUTO_TEST_CASE(days_off_and_days_made_up)
{
    const auto days =
        read_working_days("date,kind,name\n2026-10-01,holiday,国庆节\n2026-10-10,workday,国庆节\n");
    BOOST_TEST(!days.is_working_day(date("2026-10-01")));
    BOOST_TEST(days.is_working_day(date("2026-10-10")));
    BOOST_TEST(complaint(read_working_days, "date,kind,name\n2026-10-01,feast,x\n") ==
               "line 2: holiday or workday is expected");
}

BOOST_AUTO_TEST_CASE(standards_have_their_period)
{
    const auto standards = read_standards("name,area,residence,period,from,until,fen,source\n"
                                          "dibao_line,52,rural,year,2024-04-01,,681800,x\n");
    const auto* line = standards.find(StandardName::dibao_line, area("520324103207"), ResidenceKind::rural,
                                      date("2026-11-24"));
    BOOST_REQUIRE(line);
    BOOST_CHECK(line->period == Period::year);
    BOOST_CHECK(line->amount == Money{681'800});
    const std::string head = "name,area,residence,period,from,until,fen,source\n";
    BOOST_TEST(complaint(read_standards, head + "dibao_line,52,rural,year,2024-04-01,,68x,x\n") ==
               "line 2: a whole number is expected");
    BOOST_TEST(complaint(read_standards, head + "dibao_line,52,rural,week,2024-04-01,,68,x\n") ==
               "line 2: month or year is expected");
}

BOOST_AUTO_TEST_CASE(need_types_have_their_unit)
{
    const auto types = read_need_types("code,unit,common\nmedical,fen,1\ncare,hours,0\n");
    BOOST_REQUIRE(types.size() == 2u);
    BOOST_TEST(types[0].common);
    BOOST_CHECK(types[1].unit == NeedUnit::hours);
    BOOST_TEST(complaint(read_need_types, "code,unit,common\nmedical,kilos,1\n") ==
               "line 2: fen, hours, pieces or places is expected");
}

BOOST_AUTO_TEST_SUITE_END()
