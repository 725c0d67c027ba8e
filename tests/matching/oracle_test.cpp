// The engine and the slow matcher of tests/oracle say the same of random families and programs.
#include "tests/matching/random_world.hpp"
#include "tests/oracle/difference.hpp"
#include <boost/test/unit_test.hpp>
#include <map>

using namespace matching;
using namespace tests;

static constexpr Size kSize{6, 24};

namespace {

struct Tally {
    std::map<std::string, int> counts;
    int pairs = 0;

    void add(const Candidate& candidate)
    {
        ++pairs;
        ++counts["verdict " + std::string(models::name_of(candidate.verdict))];
        ++counts["standing " + std::string(models::name_of(candidate.standing))];
        for (const auto& obstacle : candidate.obstacles)
            ++counts["obstacle " + std::string(models::name_of(obstacle.what))];
        ++counts[candidate.award.known ? "award known" : "award open"];
    }
};

} // namespace

static void check_pairs(const RandomWorld& world, std::uint64_t seed, Tally& seen)
{
    const auto snapshot = world.snapshot();
    const auto slow = world.for_oracle();
    const auto books = world.books();
    for (std::size_t f = 0; f < books.size(); ++f) {
        const auto ours = severity_of(snapshot, {f}), theirs = oracle::severity(slow, books[f]);
        if (ours.permille != theirs.permille || ours.tier != theirs.tier ||
            ours.hardships != theirs.hardships)
            BOOST_ERROR("severity differs: seed " << seed << " family " << f);
        for (std::size_t need = 0; need < books[f].wants.size(); ++need)
            for (std::size_t p = 0; p < world.programs.size(); ++p) {
                const auto candidate = match(snapshot, {f}, need, {p});
                const auto other = oracle::judged(slow, books[f], need, world.programs[p]);
                seen.add(candidate);
                if (const auto what = oracle::difference(candidate, other); !what.empty())
                    BOOST_ERROR(what << " differs: seed " << seed << " family " << f << " need " << need
                                     << " program " << p);
            }
    }
}

// The whole lists, in order, from one side.
static void check_order(const std::vector<Candidate>& ours, const std::vector<oracle::Ranked>& theirs,
                        std::size_t (*other)(const Candidate&), const std::string& where)
{
    const auto same = [&](const Candidate& a, const oracle::Ranked& b) {
        return other(a) == b.other && a.need == b.need && oracle::difference(a, b.judged).empty();
    };
    if (!std::ranges::equal(ours, theirs, same)) BOOST_ERROR("order differs: " << where);
}

BOOST_AUTO_TEST_SUITE(oracle_test)

BOOST_AUTO_TEST_CASE(pairs_are_judged_as_the_documents_say)
{
    Tally seen;
    for (int seed = 0; seen.pairs < rounds(200'000, 1'000'000); ++seed) {
        Dice dice{static_cast<std::uint64_t>(seed)};
        check_pairs(random_world(dice, kSize), static_cast<std::uint64_t>(seed), seen);
    }
    BOOST_TEST(seen.counts.size() == 3U + 5U + 13U + 2U, "something never came up");
    for (const auto& [what, count] : seen.counts) {
        BOOST_TEST_MESSAGE(what << ": " << count);
        BOOST_TEST(count > seen.pairs / 500, what << " came up only " << count << " times");
    }
}

BOOST_AUTO_TEST_CASE(lists_from_both_sides_are_in_the_order_the_documents_say)
{
    std::size_t lists = 0;
    for (int seed = 0; seed < rounds(60, 400); ++seed) {
        Dice dice{static_cast<std::uint64_t>(1'000'000 + seed)};
        const auto world = random_world(dice, {12, 20});
        const auto snapshot = world.snapshot();
        const auto slow = world.for_oracle();
        const auto books = world.books();
        const auto where = "seed " + std::to_string(seed);
        lists += books.size() + world.programs.size();
        for (std::size_t f = 0; f < books.size(); ++f)
            check_order(
                programs_for(snapshot, {f}), oracle::programs_for(slow, books[f], world.programs),
                [](const Candidate& c) { return c.program.value; }, where);
        for (std::size_t p = 0; p < world.programs.size(); ++p)
            check_order(
                families_for(snapshot, {p}), oracle::families_for(slow, books, world.programs[p]),
                [](const Candidate& c) { return c.family.value; }, where);
    }
    BOOST_TEST(lists > 1'000U);
}

BOOST_AUTO_TEST_SUITE_END()
