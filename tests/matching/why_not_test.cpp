#include "matching/why_not.hpp"
#include "tests/matching/made_round.hpp"
#include "tests/matching/scarce_world.hpp"
#include <boost/test/unit_test.hpp>

using namespace matching;
using namespace tests;

namespace {

// What stands in the way, asked of the limits themselves.
bool has_room(const Round& round, const Allocation& allocation, std::size_t option)
{
    Draft draft(round, round.capacities);
    for (const auto at : allocation.awards) {
        const auto family = std::ranges::upper_bound(round.families, at, {}, &RoundFamily::first_option) - 1;
        draft.give(static_cast<std::uint32_t>(family - round.families.begin()),
                   static_cast<std::uint32_t>(at - family->first_option));
    }
    return draft.has_room(round.options[option]);
}

} // namespace

BOOST_AUTO_TEST_SUITE(why_not_test)

BOOST_AUTO_TEST_CASE(every_option_is_given_or_has_its_reason)
{
    std::map<Blocked, int> met;
    for (int seed = 0; seed < rounds(10, 100); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto round = made_round(dice, {120, 1, 30, true});
        const auto allocation = *allocate(round, {});
        const WhyNots why_nots(round, allocation);
        std::size_t told = 0;
        for (std::size_t family = 0; family < round.families.size(); ++family)
            for (const auto& why : why_nots.of(family)) {
                ++told;
                ++met[why.why];
                const auto& option = round.options[why.option];
                if (why.why == Blocked::outbid) BOOST_TEST(why.short_by > 0);
                if (why.why == Blocked::outbid) BOOST_TEST(why.price - why.short_by == option.value);
                if (why.why == Blocked::no_place || why.why == Blocked::no_money) {
                    BOOST_TEST(!has_room(round, allocation, why.option));
                    BOOST_TEST(why.price <= option.value);
                }
            }
        BOOST_TEST(told + allocation.awards.size() == round.options.size());
    }
    BOOST_TEST(met[Blocked::outbid] > 100);
    BOOST_TEST(met[Blocked::needed_elsewhere] > 20);
    BOOST_TEST(met[Blocked::no_place] + met[Blocked::no_money] > 5);
}

BOOST_AUTO_TEST_CASE(one_more_place_is_worth_about_its_price)
{
    Dice dice{4};
    const auto round = made_round(dice, {400, 1, 30});
    const auto allocation = *allocate(round, {});
    const auto more = *one_more(round, allocation, 5, {});
    BOOST_REQUIRE(more.size() == 5U);
    for (std::size_t i = 0; i < more.size(); ++i) {
        if (i > 0) BOOST_TEST(more[i].by_price <= more[i - 1].by_price);
        BOOST_TEST(allocation.value + more[i].found <= allocation.bound + more[i].by_price + 1);
    }
}

BOOST_AUTO_TEST_SUITE_END()
