#include "matching/exact.hpp"
#include <boost/test/unit_test.hpp>
#include <limits>

using matching::Exact;
using matching::Wide;

constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

BOOST_AUTO_TEST_SUITE(exact_test)

BOOST_AUTO_TEST_CASE(fractions_compare_by_cross_multiplication)
{
    BOOST_TEST((matching::compare({1, 3}, {2, 6}) == 0));
    BOOST_TEST((matching::compare({333'333'333, 1'000'000'000}, {1, 3}) < 0));
    BOOST_TEST((matching::compare({-1, 3}, {-1, 2}) > 0));
    BOOST_TEST((matching::compare({kMost, kMost}, {kMost - 1, kMost}) > 0));
}

BOOST_AUTO_TEST_CASE(floors_go_down_below_zero_too)
{
    BOOST_TEST(matching::floor_of({7, 2}) == 3);
    BOOST_TEST(matching::floor_of({-7, 2}) == -4);
    BOOST_TEST(matching::floor_of({-8, 2}) == -4);
    BOOST_TEST(matching::floor_of({-1, 1'000}) == -1);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_an_error)
{
    const Wide large = Wide{kMost} * kMost;
    BOOST_TEST((matching::times(kMost, kMost) == large));
    BOOST_TEST((matching::times(large, 1) == large));
    BOOST_TEST((matching::times(large, 0) == 0));
    BOOST_CHECK_THROW(matching::times(large, 3), std::overflow_error);
    BOOST_CHECK_THROW(matching::times(-large, 3), std::overflow_error);
    BOOST_CHECK_THROW(matching::floor_of({large, 1}), std::overflow_error);
    BOOST_CHECK_THROW(matching::product({1, kMost}, 1, 2), std::overflow_error);
}

BOOST_AUTO_TEST_SUITE_END()
