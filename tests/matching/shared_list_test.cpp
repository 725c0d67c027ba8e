#include "matching/shared_list.hpp"
#include "tests/support/dice.hpp"
#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>

using matching::SharedList;

struct Thing {
    int key{}, value{};
};

static std::vector<Thing> things(const std::map<int, int>& known)
{
    std::vector<Thing> all;
    for (const auto& [key, value] : known) all.push_back({key, value});
    return all;
}

static void check_equal(const SharedList<Thing>& list, const std::map<int, int>& known)
{
    BOOST_REQUIRE(list.size() == known.size());
    std::size_t at = 0;
    auto walked = list.begin();
    for (const auto& [key, value] : known) {
        BOOST_REQUIRE((list[at].key == key && list[at].value == value));
        BOOST_REQUIRE((walked->key == key && list.begin()[std::ptrdiff_t(at)].key == key));
        ++at, ++walked;
    }
    BOOST_TEST((walked == list.end()));
    BOOST_TEST((list.end() - list.begin() == std::ssize(known)));
}

// Some keys come or change, some go; the list before stays what it was.
static void change(SharedList<Thing>& list, std::map<int, int>& known, tests::Dice& dice)
{
    const auto old = list;
    const auto before = known;
    std::map<int, int> put;
    std::vector<int> gone;
    const auto most = dice.between(1, 300);
    for (int i = 0; i < most; ++i) {
        const auto key = static_cast<int>(dice.between(0, 4'000));
        if (put.contains(key) || std::ranges::find(gone, key) != gone.end()) continue;
        if (dice.coin())
            gone.push_back(key);
        else
            put[key] = static_cast<int>(dice.between(0, 9));
    }
    for (const auto key : gone) known.erase(key);
    std::vector<SharedList<Thing>::Item> items;
    for (const auto& [key, value] : put) {
        known[key] = value;
        items.insert(items.begin(), std::make_shared<const Thing>(Thing{key, value}));
    }
    list = old.changed(std::move(items), std::move(gone), &Thing::key);
    check_equal(list, known);
    check_equal(old, before);
}

BOOST_AUTO_TEST_SUITE(shared_list_test)

BOOST_AUTO_TEST_CASE(changes_are_those_of_a_sorted_map)
{
    for (int seed = 0; seed < 20; ++seed) {
        tests::Dice dice{static_cast<std::uint64_t>(seed)};
        std::map<int, int> known;
        for (int i = 0; i < seed * 150; ++i) known[static_cast<int>(dice.between(0, 4'000))] = i;
        SharedList<Thing> list(things(known));
        for (int step = 0; step < 30; ++step) change(list, known, dice);
    }
}

BOOST_AUTO_TEST_CASE(what_did_not_change_is_shared)
{
    std::map<int, int> known;
    for (int i = 0; i < 10'000; ++i) known[i] = i;
    const SharedList<Thing> list(things(known));

    const auto put = std::make_shared<const Thing>(Thing{5'000, -1});
    const auto other = list.changed({put}, std::vector{7'000}, &Thing::key);

    BOOST_TEST(other.size() == 9'999u);
    BOOST_TEST(&other[4'999] == &list[4'999]);
    BOOST_TEST(other[5'000].value == -1);
    BOOST_TEST(&other[7'000] == &list[7'001]);
}

BOOST_AUTO_TEST_CASE(an_empty_one_can_be_walked_and_filled)
{
    const SharedList<Thing> none;
    BOOST_TEST(none.empty());
    BOOST_TEST((none.begin() == none.end()));
    BOOST_TEST(none.changed({}, std::vector{1}, &Thing::key).empty());
    const auto put = std::make_shared<const Thing>(Thing{1, 2});
    BOOST_TEST(none.changed({put}, std::vector<int>{}, &Thing::key).back().value == 2);
    BOOST_CHECK_THROW(none.at(0), std::out_of_range);
}

BOOST_AUTO_TEST_SUITE_END()
