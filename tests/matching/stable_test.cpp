#include "matching/stable.hpp"
#include "tests/matching/made_round.hpp"
#include "tests/matching/scarce_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace matching;
using namespace tests;

namespace {

Round stable_round(Dice& dice, bool quotas)
{
    RoundSize size{static_cast<std::size_t>(dice.between(2, 6)), 1,
                   static_cast<std::size_t>(dice.between(8, 30))};
    size.quotas = quotas;
    size.groups = true;
    auto round = made_round(dice, size);
    round.stable = true;
    round.most_awards = 1;
    for (std::size_t i = 0; i < round.options.size(); ++i) round.points.push_back(dice.between(0, 2) * 10);
    for (auto& capacity : round.capacities)
        if (capacity.places != kUnlimited) capacity.places = dice.between(0, 2);
    return round;
}

// Straight from docs/formats.md: held is by household the option it has, or none.
class Judge {
public:
    explicit Judge(const Round& round) : round_(round) {}

    std::size_t blocking(const std::vector<int>& held) const
    {
        std::size_t count = 0;
        for (std::size_t i = 0; i < held.size(); ++i)
            for (std::uint32_t option = 0; option < round_.families[i].options; ++option)
                count += wants(held, i, option) && !is_kept_out(held, i, option);
        return count;
    }
    bool keeps_limits(const std::vector<int>& held) const
    {
        for (std::uint32_t limit = 0; limit < round_.capacities.size(); ++limit)
            if (const auto left = left_of(held, limit); left.places < 0 || left.fen < 0) return false;
        return true;
    }
    // The place of what it has among all it could have; worst: nothing.
    int rank(std::size_t family, int held) const
    {
        int better = 0;
        for (std::uint32_t i = 0; i < round_.families[family].options; ++i)
            better += is_possible(option_of(family, i)) && prefers(family, i, held);
        return better;
    }

private:
    const RoundOption& option_of(std::size_t family, std::uint32_t option) const
    {
        return round_.options[round_.families[family].first_option + option];
    }
    Capacity left_of(const std::vector<int>& held, std::uint32_t limit) const
    {
        auto left = round_.capacities[limit];
        for (std::size_t i = 0; i < held.size(); ++i) {
            if (held[i] < 0) continue;
            const auto& option = option_of(i, static_cast<std::uint32_t>(held[i]));
            if (std::ranges::count(round_.kinds[option.kind].capacities, limit) == 0) continue;
            if (left.places != kUnlimited) --left.places;
            if (left.fen != kUnlimited) left.fen -= option.cost;
        }
        return left;
    }
    bool is_possible(const RoundOption& option) const
    {
        return std::ranges::all_of(round_.kinds[option.kind].capacities, [&](std::uint32_t limit) {
            return round_.capacities[limit].places >= 1 && round_.capacities[limit].fen >= option.cost;
        });
    }
    bool prefers(std::size_t family, std::uint32_t option, int held) const
    {
        if (held < 0) return true;
        const auto &one = option_of(family, option),
                   &other = option_of(family, static_cast<std::uint32_t>(held));
        if (one.score != other.score) return one.score > other.score;
        return static_cast<int>(option) < held;
    }
    bool wants(const std::vector<int>& held, std::size_t family, std::uint32_t option) const
    {
        return is_possible(option_of(family, option)) && prefers(family, option, held[family]);
    }
    bool stands_before(std::size_t a, std::uint32_t option_a, std::size_t b, std::uint32_t option_b) const
    {
        const auto &one = option_of(a, option_a), &other = option_of(b, option_b);
        const auto group_a = round_.kinds[one.kind].group, group_b = round_.kinds[other.kind].group;
        if (group_a != group_b) return group_a < group_b;
        const auto points_a = round_.points[round_.families[a].first_option + option_a];
        const auto points_b = round_.points[round_.families[b].first_option + option_b];
        if (points_a != points_b) return points_a > points_b;
        if (one.score != other.score) return one.score > other.score;
        if (round_.families[a].key != round_.families[b].key)
            return round_.families[a].key < round_.families[b].key;
        return std::pair{a, option_a} < std::pair{b, option_b};
    }
    // Some limit: all who have something of it stand before, and it has no room for this one, or for one who
    // waits before.
    bool is_kept_out(const std::vector<int>& held, std::size_t family, std::uint32_t option) const
    {
        return std::ranges::any_of(
            round_.kinds[option_of(family, option).kind].capacities,
            [&](std::uint32_t limit) { return keeps_out(held, family, option, limit); });
    }
    bool keeps_out(const std::vector<int>& held, std::size_t family, std::uint32_t option,
                   std::uint32_t limit) const
    {
        const auto left = left_of(held, limit);
        bool closed = false;
        for (std::size_t i = 0; i < held.size(); ++i)
            for (std::uint32_t other = 0; other < round_.families[i].options; ++other) {
                const auto& theirs = option_of(i, other);
                if (std::ranges::count(round_.kinds[theirs.kind].capacities, limit) == 0) continue;
                const bool before = stands_before(i, other, family, option);
                if (static_cast<int>(other) == held[i] && !before) return false;
                const bool same = i == family && other == option;
                if ((before || same) && wants(held, i, other))
                    closed = closed || left.places < 1 || left.fen < theirs.cost;
            }
        return closed;
    }

    const Round& round_;
};

std::vector<int> held_of(const Round& round, const Draft& draft)
{
    std::vector<int> held;
    for (std::uint32_t i = 0; i < round.families.size(); ++i)
        held.push_back(draft.of(i).empty() ? -1 : static_cast<int>(draft.of(i).front()));
    return held;
}

// Every way to give each household one option or none.
void for_each_way(const Round& round, const std::function<void(const std::vector<int>&)>& look)
{
    std::vector<int> held(round.families.size(), -1);
    for (std::size_t at = 0; at < held.size();) {
        look(held);
        for (at = 0; at < held.size(); ++at) {
            if (++held[at] < static_cast<int>(round.families[at].options)) break;
            held[at] = -1;
        }
    }
}

std::size_t ways(const Round& round)
{
    std::size_t count = 1;
    for (const auto& family : round.families)
        count = std::min<std::size_t>(1'000'000, count * (family.options + 1));
    return count;
}

} // namespace

BOOST_AUTO_TEST_SUITE(stable_test)

BOOST_AUTO_TEST_CASE(nobody_blocks_and_no_stable_way_is_better_for_anybody)
{
    std::size_t tried = 0;
    for (int seed = 0; seed < rounds(150, 3'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto round = stable_round(dice, false);
        if (ways(round) > 10'000 || round.families.empty()) continue;
        const Judge judge(round);
        Draft draft(round, round.capacities);
        const auto lines = lines_of(round);
        BOOST_REQUIRE(accept_in_turn(round, lines, draft, {}));
        const auto found = held_of(round, draft);
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            BOOST_TEST(judge.keeps_limits(found));
            BOOST_TEST(judge.blocking(found) == 0U);
            BOOST_TEST(blocking(round, lines, draft).empty());
        }
        std::size_t stable = 0;
        for_each_way(round, [&](const std::vector<int>& held) {
            if (!judge.keeps_limits(held) || judge.blocking(held) > 0) return;
            ++stable;
            for (std::size_t i = 0; i < held.size(); ++i)
                BOOST_TEST(judge.rank(i, found[i]) <= judge.rank(i, held[i]), "seed " << seed);
        });
        BOOST_TEST(stable >= 1U);
        ++tried;
    }
    BOOST_TEST(tried > 50U);
}

// Each household likes best the program that ranks it last: both ways are stable.
BOOST_AUTO_TEST_CASE(households_get_what_they_like_where_programs_would_rather_have_it_otherwise)
{
    Round round;
    round.stable = true;
    round.most_awards = 1;
    round.floor_sets = {{}};
    round.programs = {{.id = 1}, {.id = 2}};
    round.kinds = {{0, 0, {0}}, {1, 0, {1}}};
    round.capacities = {{1, kUnlimited}, {1, kUnlimited}};
    round.needs = {{100, 100}, {100, 100}};
    round.options = {
        {0, 5, 100, 0, 0, 90}, {1, 5, 100, 0, 0, 80}, {0, 5, 100, 0, 0, 80}, {1, 5, 100, 0, 0, 90}};
    round.points = {10, 20, 20, 10};
    round.families = {{.id = 1, .first_option = 0, .first_need = 0, .options = 2, .needs = 1},
                      {.id = 2, .first_option = 2, .first_need = 1, .options = 2, .needs = 1}};
    const Judge judge(round);
    BOOST_TEST(judge.blocking({0, 1}) == 0U);
    BOOST_TEST(judge.blocking({1, 0}) == 0U);
    BOOST_TEST(judge.blocking({0, -1}) == 2U);
    Draft draft(round, round.capacities);
    BOOST_REQUIRE(accept_in_turn(round, lines_of(round), draft, {}));
    BOOST_TEST((held_of(round, draft) == std::vector<int>{0, 1}));
}

BOOST_AUTO_TEST_CASE(what_blocks_is_counted_the_same_by_anybody)
{
    std::size_t blocks = 0, compared = 0;
    for (int seed = 0; seed < rounds(100, 2'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        const auto round = stable_round(dice, dice.coin());
        const Judge judge(round);
        Draft draft(round, round.capacities);
        for (std::uint32_t i = 0; i < round.families.size(); ++i) { // any way at all
            const auto option =
                static_cast<std::uint32_t>(dice.between(0, std::int64_t{round.families[i].options} - 1));
            if (dice.coin() && draft.can_take(i, option)) draft.give(i, option);
        }
        const auto found = blocking(round, lines_of(round), draft).size();
        BOOST_TEST(found == judge.blocking(held_of(round, draft)), "seed " << seed);
        blocks += found;
        ++compared;
    }
    BOOST_TEST(compared > 50U);
    BOOST_TEST(blocks > 50U);
}

BOOST_AUTO_TEST_CASE(a_stable_round_is_certified_and_a_wrong_count_is_not)
{
    std::size_t awards = 0, none = 0;
    for (int seed = 0; seed < rounds(60, 1'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        auto world = scarce_world(dice, {24, 10}, false);
        world.policy.round.strict = false;
        world.policy.round.stable = true;
        const auto snapshot = world.snapshot();
        auto out = hand_out(snapshot);
        BOOST_TEST(verdict_on(snapshot, out.awards, out.certificate) == "", "seed " << seed);
        BOOST_REQUIRE(out.certificate.blocking.has_value());
        none += *out.certificate.blocking == 0;
        awards += out.awards.size();
        ++*out.certificate.blocking;
        BOOST_TEST(verdict_on(snapshot, out.awards, out.certificate) != "");
        out.certificate.blocking.reset();
        BOOST_TEST(verdict_on(snapshot, out.awards, out.certificate) != "");
        const auto again = hand_out(snapshot, 3);
        BOOST_TEST((again.awards == out.awards));
    }
    BOOST_TEST(awards > 100U);
    BOOST_TEST(none > 55U);
}

BOOST_AUTO_TEST_SUITE_END()
