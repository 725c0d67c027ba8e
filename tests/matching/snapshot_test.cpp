// A snapshot that was changed step by step is the one that is built anew.
#include "tests/matching/changes.hpp"
#include "tests/matching/random_world.hpp"
#include "tests/matching/written.hpp"
#include <boost/test/unit_test.hpp>

using namespace matching;
using namespace tests;

BOOST_AUTO_TEST_SUITE(snapshot_test)

BOOST_AUTO_TEST_CASE(any_sequence_of_changes_gives_what_a_full_build_gives)
{
    std::size_t said = 0;
    for (int seed = 0; seed < rounds(40, 400); ++seed) {
        Dice dice{static_cast<std::uint64_t>(9'000'000 + seed)};
        auto world = random_world(dice, {8, 16});
        auto snapshot = world.snapshot();
        for (int step = 0; step < 12; ++step) {
            const auto before = snapshot;
            const auto lists = all_lists(before);
            snapshot = snapshot.with(random_changes(world, dice, {24, 4}));

            const auto fresh = world.snapshot();
            const auto now = all_lists(snapshot);
            BOOST_TEST_CONTEXT("seed " << seed << " step " << step)
            {
                BOOST_TEST(snapshot.families().size() == fresh.families().size());
                BOOST_TEST(snapshot.programs().size() == fresh.programs().size());
                BOOST_TEST((now == all_lists(fresh)));
                BOOST_TEST((lists == all_lists(before)));
            }
            for (const auto& [id, list] : now) said += list.size();
        }
    }
    BOOST_TEST(said > 100'000u);
}

BOOST_AUTO_TEST_CASE(what_did_not_change_is_shared)
{
    Dice dice{1};
    const auto world = random_world(dice, {8, 16});
    const auto snapshot = world.snapshot();

    Changes changes;
    changes.families.push_back(random_family(dice, 3));

    const auto other = snapshot.with(std::move(changes));

    BOOST_TEST(&other.compiled() == &snapshot.compiled());
    BOOST_TEST(&other.families()[0] == &snapshot.families()[0]);
    BOOST_TEST(&other.families()[2] != &snapshot.families()[2]);
}

BOOST_AUTO_TEST_SUITE_END()
