// A snapshot that was changed step by step is the one that is built anew.
#include "tests/matching/random_world.hpp"
#include "tests/matching/written.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

using namespace matching;
using namespace tests;

template <class List, class Id> static void drop(List& list, Id id, Id List::value_type::* of)
{
    std::erase_if(list, [&](const auto& one) { return one.*of == id; });
}

template <class List, class One, class Id> static void put(List& list, const One& one, Id One::* of)
{
    drop(list, one.*of, of);
    list.insert(std::ranges::upper_bound(list, one.*of, {}, of), one);
}

// Up to so many changes at once, of ids that are there and of others.
static Changes random_changes(RandomWorld& world, Dice& dice)
{
    Changes changes;
    std::set<std::int64_t> seen;
    for (auto more = dice.between(1, 4); more > 0; --more) {
        const auto id = dice.between(1, 24);
        if (!seen.insert(id).second) continue;
        switch (dice.between(0, 3)) {
        case 0: changes.left.push_back({id}); break;
        case 1: changes.families.push_back(random_family(dice, id)); break;
        case 2: changes.ended.push_back({id}); break;
        default: changes.programs.push_back(random_program(dice, id)); break;
        }
    }
    for (const auto id : changes.left) drop(world.families, id, &Family::referral);
    for (const auto& family : changes.families) put(world.families, family, &Family::referral);
    for (const auto id : changes.ended) drop(world.programs, id, &models::Program::id);
    for (const auto& program : changes.programs) put(world.programs, program, &models::Program::id);
    return changes;
}

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
            snapshot = snapshot.with(random_changes(world, dice));

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
