// Amounts, numbers and dates as pages print them.
#include "server/html/format.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using server::Language;

BOOST_AUTO_TEST_SUITE(formats_for_people)

BOOST_AUTO_TEST_CASE(yuan_with_separators)
{
    BOOST_TEST(html::yuan(Money{300'000}) == "3,000.00");
    BOOST_TEST(html::yuan(Money{5}) == "0.05");
    BOOST_TEST(html::yuan(Money{-123'456'789}) == "-1,234,567.89");
    BOOST_TEST(html::yuan_short(Money{300'000}) == "3,000");
    BOOST_TEST(html::yuan_short(Money{300'050}) == "3,000.50");
    BOOST_TEST(html::whole_number(0) == "0");
    BOOST_TEST(html::whole_number(999) == "999");
    BOOST_TEST(html::whole_number(-1'000) == "-1,000");
    BOOST_TEST(html::whole_number(12'345'678) == "12,345,678");
}

BOOST_AUTO_TEST_CASE(headings_round_to_wan_and_yi)
{
    BOOST_TEST(html::wan_yuan(Language::zh, Money{1'492'000'000}) == "1,492.00 万元");
    BOOST_TEST(html::wan_yuan(Language::en, Money{1'492'000'000}) == "¥14,920,000.00");
    BOOST_TEST(html::wan_yuan(Language::zh, Money{1'005'000}) == "1.01 万元");
    BOOST_TEST(html::wan_yuan(Language::zh, Money{999'999}) == "9,999.99 元");
    BOOST_TEST(html::wan_yuan(Language::zh, Money{12'345'000'000}) == "1.23 亿元");
}

BOOST_AUTO_TEST_CASE(capitals_as_on_a_cheque)
{
    const std::pair<std::int64_t, const char*> table[]{
        {0, "零元整"},
        {1, "壹分"},
        {10, "壹角整"},
        {11, "壹角壹分"},
        {100, "壹元整"},
        {101, "壹元零壹分"},
        {110, "壹元壹角整"},
        {1'000, "壹拾元整"},
        {10'500, "壹佰零伍元整"},
        {32'504, "叁佰贰拾伍元零肆分"},
        {100'000, "壹仟元整"},
        {100'100, "壹仟零壹元整"},
        {168'032, "壹仟陆佰捌拾元叁角贰分"},
        {900'000, "玖仟元整"},
        {1'000'000, "壹万元整"},
        {1'005'000, "壹万零伍拾元整"},
        {10'700'053, "壹拾万柒仟元伍角叁分"},
        {10'000'000'100, "壹亿零壹元整"},
        {100'010'000'000, "壹拾亿零壹拾万元整"},
        {1'000'000'000'000, "壹佰亿元整"},
        {123'456'789'012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"},
    };
    for (const auto& [fen, words] : table)
        BOOST_TEST(html::capital_yuan(Money{fen}) == std::string("人民币") + words);
}

BOOST_AUTO_TEST_CASE(days_without_leading_zeros)
{
    const auto date = parse_date("2026-03-05").value();
    BOOST_TEST(html::day(Language::zh, date) == "2026年3月5日");
    BOOST_TEST(html::day(Language::en, date) == "5 Mar 2026");
    BOOST_TEST(html::short_day(Language::zh, date) == "3月5日");
    BOOST_TEST(html::short_day(Language::en, date) == "5 Mar");
}

BOOST_AUTO_TEST_CASE(times_are_those_of_china)
{
    const auto late = parse_time("2026-11-22T18:41:59Z").value();
    BOOST_TEST(html::minute(Language::zh, late) == "2026年11月23日 02:41");
    BOOST_TEST(html::minute(Language::en, late) == "23 Nov 2026 02:41");
    BOOST_TEST(html::clock(parse_time("2026-11-23T23:59:59+08:00").value()) == "23:59");
}

BOOST_AUTO_TEST_SUITE_END()
