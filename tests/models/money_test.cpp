#include "models/money.hpp"
#include <boost/test/unit_test.hpp>
#include <limits>
#include <rapidcheck.h>

using namespace models;

BOOST_AUTO_TEST_SUITE(money_test)

BOOST_AUTO_TEST_CASE(yuan_as_people_type_them_are_read)
{
    const std::pair<const char*, std::int64_t> typed[]{{"1500.5", 150050},
                                                       {"1500.50", 150050},
                                                       {"0", 0},
                                                       {"0.01", 1},
                                                       {" 778 ", 77800},
                                                       {"1,500", 150000},
                                                       {"１５００", 150000},
                                                       {"１，５００", 150000},
                                                       {"12,345,678.9", 1234567890},
                                                       {"１５００．５", 150050},
                                                       {"007", 700},
                                                       {"10000000000", kMostFen}};
    for (const auto& [text, fen] : typed) {
        const auto amount = parse_yuan(text);
        BOOST_REQUIRE_MESSAGE(amount, text);
        BOOST_TEST(amount->fen == fen, text);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_amount_is_not_guessed)
{
    for (const auto* text : {"",
                             " ",
                             "12.345",
                             "-5",
                             "+5",
                             "1e3",
                             "1.",
                             ".5",
                             "1.2.3",
                             "abc",
                             "1 500",
                             "10000000000.01",
                             "10000000001",
                             "99999999999999999999",
                             "1,5",
                             "1,5000",
                             "15,00",
                             "1500,000",
                             ",500",
                             "1,,500",
                             "1,500,",
                             "1.5,0",
                             "¥5",
                             "0x10"})
        BOOST_TEST(!parse_yuan(text), text);
}

BOOST_AUTO_TEST_CASE(an_amount_is_written_with_two_decimals)
{
    BOOST_TEST(to_yuan(Money{150050}) == "1500.50");
    BOOST_TEST(to_yuan(Money{5}) == "0.05");
    BOOST_TEST(to_yuan(Money{0}) == "0.00");
    BOOST_TEST(to_yuan(Money{-150005}) == "-1500.05");
    BOOST_TEST(to_yuan(Money{-5}) == "-0.05");
    BOOST_TEST(to_yuan(Money{std::numeric_limits<std::int64_t>::min()}) == "-92233720368547758.08");
}

BOOST_AUTO_TEST_CASE(every_amount_is_read_back)
{
    BOOST_TEST(rc::check("round trip", [] {
        const Money amount{*rc::gen::inRange<std::int64_t>(0, kMostFen + 1)};
        RC_ASSERT(parse_yuan(to_yuan(amount)) == amount);
    }));
}

BOOST_AUTO_TEST_CASE(an_overflow_is_an_error_and_never_a_number)
{
    const Money most{std::numeric_limits<std::int64_t>::max()},
        least{std::numeric_limits<std::int64_t>::min()};
    BOOST_CHECK_THROW(most + Money{1}, std::overflow_error);
    BOOST_CHECK_THROW(least - Money{1}, std::overflow_error);
    BOOST_CHECK_THROW(most * 2, std::overflow_error);
    BOOST_CHECK_THROW(least * -1, std::overflow_error);
    BOOST_TEST((most - Money{1} + Money{1} == most));
    BOOST_TEST((Money{77800} * 12 == Money{933600}));
}

BOOST_AUTO_TEST_SUITE_END()
