#include "matching/allocate.hpp"
#include "tests/matching/made_round.hpp"
#include "tests/matching/scarce_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace matching;
using namespace tests;

namespace {

// A small round with one floor, for about half of its households.
Round with_floor(Dice& dice)
{
    auto round = made_round(dice, {static_cast<std::size_t>(dice.between(2, 8)), 1, 9});
    for (auto& capacity : round.capacities)
        if (capacity.places != kUnlimited) capacity.places = dice.between(0, 2);
    round.floor_sets = {{}, {0}};
    round.floors = {{dice.coin() ? FloorMeasure::families : FloorMeasure::covered_fen, 0}};
    for (auto& family : round.families) family.floor_set = dice.coin() ? 1 : 0;
    return round;
}

// The most that any allocation reaches of the floor, by trying everything.
class MostReached {
public:
    explicit MostReached(const Round& round) : draft_(round, round.capacities) {}
    std::int64_t find()
    {
        look(0, 0);
        return most_;
    }

private:
    void look(std::uint32_t family, std::uint32_t option)
    {
        const auto& round = draft_.round();
        if (family == round.families.size()) {
            most_ = std::max(most_, reached());
            return;
        }
        const auto& whose = round.families[family];
        if (option == whose.options || whose.floor_set == 0) return look(family + 1, 0);
        look(family, option + 1);
        if (!draft_.can_take(family, option)) return;
        draft_.give(family, option);
        look(family, option + 1);
        draft_.withdraw(family, option);
    }
    std::int64_t reached() const
    {
        std::int64_t sum = 0;
        for (std::uint32_t i = 0; i < draft_.round().families.size(); ++i) {
            if (draft_.round().floors[0].measure == FloorMeasure::families) sum += !draft_.of(i).empty();
            if (draft_.round().floors[0].measure == FloorMeasure::covered_fen)
                for (const auto option : draft_.of(i)) sum += draft_.option_of(i, option).award;
        }
        return sum;
    }
    Draft draft_;
    std::int64_t most_ = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(floors_test)

BOOST_AUTO_TEST_CASE(what_can_be_held_is_held_and_the_rest_has_its_limit)
{
    int possible = 0, held = 0, short_ones = 0;
    std::int64_t all_most = 0, all_reached = 0;
    for (int seed = 0; seed < rounds(300, 6'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        auto round = with_floor(dice);
        if (round.options.size() > 20) continue;
        const auto most = MostReached(round).find();
        const auto permille = dice.between(300, 1'500);
        round.floors[0].asks = (most * permille + 999) / 1'000;
        const auto allocation = *allocate(round, {});
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            BOOST_TEST(allocation.holds[0] <= std::min(most, round.floors[0].asks));
            BOOST_TEST(allocation.limits[0].has_value() == (allocation.holds[0] < round.floors[0].asks));
            if (allocation.limits[0]) BOOST_TEST(allocation.limits[0]->most >= most);
        }
        const auto best = std::min(most, round.floors[0].asks);
        ++possible;
        held += allocation.holds[0] == best;
        if (!allocation.limits[0] || most == 0) continue;
        ++short_ones;
        all_most += std::min(allocation.limits[0]->most, 2 * most) * 1'000 / most;
        all_reached += 1'000;
    }
    BOOST_TEST(possible > 100);
    BOOST_TEST(short_ones > 30);
    BOOST_TEST(held * 100 >= possible * 95, held << " of " << possible);
    BOOST_TEST(all_most * 100 <= all_reached * 125, all_most << " against " << all_reached);
}

static Floor floor_that_asks_too_much(Dice& dice)
{
    Floor floor;
    floor.name = "much";
    floor.area = dice.areas.front();
    floor.measure = dice.coin() ? FloorMeasure::families : FloorMeasure::covered_fen;
    floor.unit =
        dice.coin() && floor.measure == FloorMeasure::covered_fen ? FloorUnit::permille : FloorUnit::count;
    if (floor.measure == FloorMeasure::covered_fen && floor.unit == FloorUnit::count)
        floor.unit = FloorUnit::fen;
    floor.at_least = floor.unit == FloorUnit::permille ? 1'000 : 100'000'000'000;
    return floor;
}

// After a floor that can be held, since its price is part of the limit of a later one.
BOOST_AUTO_TEST_CASE(a_limit_of_a_floor_is_checked)
{
    int tried = 0, refused_earlier = 0;
    for (int seed = 0; seed < rounds(30, 400); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        auto world = scarce_world(dice, {24, 10}, false);
        world.policy.round.strict = false;
        Floor some;
        some.name = "some";
        some.area = dice.areas.front();
        some.measure = FloorMeasure::families;
        some.unit = FloorUnit::count;
        some.at_least = 1;
        world.policy.round.floors = {some, floor_that_asks_too_much(dice)};
        const auto snapshot = world.snapshot();
        auto out = hand_out(snapshot);
        const auto is_refused = [&] { return verdict_on(snapshot, out.awards, out.certificate) != ""; };
        BOOST_TEST(!is_refused(), "seed " << seed);
        auto& claim = out.certificate.floors[1];
        if (!claim.limit) continue;
        ++tried;
        BOOST_TEST(claim.limit->most >= claim.holds);
        const auto limit = *claim.limit;
        --claim.limit->most;
        BOOST_TEST(is_refused());
        claim.limit = limit;
        claim.limit->floors[0] += std::int64_t{1} << 40; // then less seems to be within reach
        refused_earlier += is_refused();
        claim.limit = limit;
        claim.limit->floors[1] = 1; // its own and later ones have none
        BOOST_TEST(is_refused());
        claim.limit = limit;
        if (claim.limit->prices.empty()) continue;
        claim.limit->prices.pop_back();
        BOOST_TEST(is_refused());
    }
    BOOST_TEST(tried > 10);
    BOOST_TEST(refused_earlier > 10);
}

BOOST_AUTO_TEST_SUITE_END()
