#include "matching/allocate.hpp"
#include "tests/matching/made_round.hpp"
#include "tests/matching/scarce_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

using namespace matching;
using namespace tests;

namespace {

// The best there is, by trying everything.
class TryAll {
public:
    explicit TryAll(const Round& round) : draft_(round, round.capacities) {}
    std::int64_t best()
    {
        look(0, 0, 0);
        return best_;
    }

private:
    void look(std::uint32_t family, std::uint32_t option, std::int64_t value)
    {
        const auto& round = draft_.round();
        if (family == round.families.size()) {
            best_ = std::max(best_, value);
            return;
        }
        if (option == round.families[family].options) return look(family + 1, 0, value);
        look(family, option + 1, value);
        if (!draft_.can_take(family, option)) return;
        draft_.give(family, option);
        look(family, option + 1, value + draft_.option_of(family, option).value);
        draft_.withdraw(family, option);
    }
    Draft draft_;
    std::int64_t best_ = 0;
};

Round small_round(Dice& dice)
{
    RoundSize size{static_cast<std::size_t>(dice.between(1, 8)), 1,
                   static_cast<std::size_t>(dice.between(1, 9))};
    size.quotas = dice.coin();
    auto round = made_round(dice, size);
    for (auto& capacity : round.capacities)
        if (capacity.places != kUnlimited) capacity.places = dice.between(0, 2);
    return round;
}

} // namespace

BOOST_AUTO_TEST_SUITE(allocate_test)

BOOST_AUTO_TEST_CASE(small_rounds_come_near_the_best_and_their_bound_is_above_it)
{
    std::int64_t found = 0, all = 0;
    std::size_t with_awards = 0;
    for (int seed = 0; seed < rounds(400, 10'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto round = small_round(dice);
        if (round.options.size() > 22) continue;
        const auto best = TryAll(round).best();
        const auto allocation = allocate(round, {});
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            BOOST_TEST(allocation->value <= best);
            BOOST_TEST(allocation->bound >= best);
            BOOST_TEST((allocation->bound - allocation->value) * 1'000'000 <=
                       allocation->gap_millionths * allocation->bound);
        }
        found += allocation->value;
        all += best;
        with_awards += !allocation->awards.empty();
    }
    BOOST_TEST(with_awards > 100U);
    BOOST_TEST(found * 1000 >= all * 985, found << " of " << all);
}

BOOST_AUTO_TEST_CASE(whatever_is_handed_out_is_certified)
{
    std::size_t awards = 0, grouped = 0, strict = 0, floors = 0, cases = 0;
    for (int seed = 0; seed < rounds(120, 3'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto world = scarce_world(dice, {30, 12}, seed % 2 == 0);
        const auto snapshot = world.snapshot();
        const auto out = hand_out(snapshot);
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            BOOST_TEST(verdict_on(snapshot, out.awards, out.certificate) == "");
            BOOST_TEST(out.certificate.bound >= out.certificate.value);
        }
        awards += out.awards.size();
        strict += out.round.strict;
        cases += std::ranges::any_of(out.allocation.stages,
                                     [](const SolvedStage& stage) { return !stage.cases.empty(); });
        floors += out.round.floors.size();
        grouped += std::ranges::any_of(
            out.round.programs, [](const auto& program) { return program.in_groups && program.options > 0; });
    }
    BOOST_TEST(awards > 500U);
    BOOST_TEST(grouped > 10U);
    BOOST_TEST(strict > 5U);
    BOOST_TEST(cases > 5U);
    BOOST_TEST(floors > 20U);
}

BOOST_AUTO_TEST_CASE(neither_order_nor_threads_change_what_is_handed_out)
{
    for (int seed = 0; seed < rounds(20, 200); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        auto world = scarce_world(dice, {40, 12}, seed % 2 == 0);
        const auto first = hand_out(world.snapshot());
        std::mt19937 shuffling(7);
        std::ranges::shuffle(world.families, shuffling);
        std::ranges::shuffle(world.programs, shuffling);
        for (const std::size_t count : {1U, 2U, 7U}) {
            const auto again = hand_out(world.snapshot(), count);
            BOOST_TEST((again.awards == first.awards), "seed " << seed << ", " << count << " workers");
            BOOST_TEST((again.certificate == first.certificate),
                       "seed " << seed << ", " << count << " workers");
        }
    }
}

BOOST_AUTO_TEST_CASE(nobody_and_nothing_to_give_is_an_empty_round)
{
    Dice dice{1};
    auto world = scarce_world(dice, {10, 8});
    for (auto& program : world.programs) program.room.budget_left = models::Money{0};
    world.families.clear();
    const auto out = hand_out(world.snapshot());
    BOOST_TEST(out.awards.empty());
    BOOST_TEST(out.certificate.value == 0);
    BOOST_TEST(out.certificate.gap_millionths == 0);
    BOOST_TEST(verdict_on(world.snapshot(), out.awards, out.certificate) == "");
}

BOOST_AUTO_TEST_CASE(huge_amounts_do_not_overflow)
{
    Dice dice{3};
    RoundSize size{300, 1, 40};
    size.huge = 100'000; // up to 8 × 10^11 fen a need
    const auto round = made_round(dice, size);
    const auto allocation = allocate(round, {});
    BOOST_TEST(allocation->value > 0);
    BOOST_TEST(allocation->bound >= allocation->value);
    BOOST_TEST(allocation->gap_millionths < 200'000);
}

BOOST_AUTO_TEST_CASE(one_place_or_yuan_more_never_lowers_what_is_possible)
{
    for (int seed = 0; seed < rounds(100, 2'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        auto round = small_round(dice);
        if (round.options.size() > 20) continue;
        const auto before = TryAll(round).best();
        auto& capacity =
            round.capacities[static_cast<std::size_t>(dice.between(0, std::ssize(round.capacities) - 1))];
        if (capacity.places != kUnlimited) ++capacity.places;
        if (capacity.fen != kUnlimited) capacity.fen += 100'000;
        const auto after = allocate(round, {});
        BOOST_TEST(after->bound >= before);
    }
}

BOOST_AUTO_TEST_CASE(a_stopped_round_gives_nothing)
{
    Dice dice{5};
    const auto round = made_round(dice, {500, 1, 60});
    int last = -1, asked = 0;
    bool upwards = true;
    Progress progress;
    progress.tell = [&](int permille) {
        upwards = upwards && permille >= last && permille <= 1000;
        last = permille;
        ++asked;
        return true;
    };
    BOOST_TEST(allocate(round, progress).has_value());
    BOOST_TEST(upwards);
    BOOST_TEST(last == 1000);
    for (int stop = 1; stop < asked; stop += asked / 17 + 1) {
        int count = 0;
        progress.tell = [&](int) { return ++count < stop; };
        BOOST_TEST(!allocate(round, progress).has_value());
    }
}

BOOST_AUTO_TEST_SUITE_END()
