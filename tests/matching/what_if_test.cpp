#include "matching/what_if.hpp"
#include "tests/matching/given.hpp"
#include "tests/matching/random_world.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::FamilyIndex;
using matching::Impact;
using matching::Moved;
using matching::Obstacle;
using matching::Progress;
using matching::Snapshot;

namespace {

Family relocated(std::optional<std::int64_t> yes)
{
    auto one = given::family();
    if (yes) tell(facts(one), Fact::relocated, *yes);
    return one;
}

Impact impact(std::vector<Family> families, const Program& before, const Program& after)
{
    const auto snapshot = Snapshot::build(std::move(families), {before}, given::ground());
    const auto found = matching::what_if(snapshot, before, after);
    BOOST_REQUIRE(found.has_value());
    return *found;
}

// The same, slowly: each need before each version by the oracle.
struct Stood {
    int eligible = 0; // 2 yes, 1 to be asked
    matching::AwardFound award;
};

Stood stood(const oracle::World& world, const oracle::Book& book, const Family& family, Program program)
{
    Stood best;
    program.state = ProgramState::open;
    program.room.budget_left.reset();
    for (std::size_t need = 0; need < book.wants.size(); ++need) {
        const auto& wanted = family.household.needs[need];
        if (wanted.state != NeedState::open || residual_of(wanted).value_or(1) <= 0) continue;
        if (std::ranges::count(program.purposes, wanted.type, &Purpose::need) == 0) continue;
        const auto judged = oracle::judged(world, book, need, program);
        Stood one{static_cast<int>(judged.verdict), {}};
        for (const auto& found : judged.obstacles) {
            if (found.what == Obstacle::area_unknown) one.eligible = std::min(one.eligible, 1);
            using enum Obstacle;
            const bool bars = found.what == outside_area || found.what == cap_used ||
                              found.what == already_has || found.what == excluded ||
                              found.what == below_minimum || found.what == no_award_case ||
                              (found.what == window_over && !found.when);
            if (bars) one.eligible = 0;
        }
        if (one.eligible == 2) one.award = judged.award;
        if (std::tuple{one.eligible, one.award.low, one.award.high} >
            std::tuple{best.eligible, best.award.low, best.award.high})
            best = one;
    }
    return best;
}

// What is counted of one version alone is what the comparison counts, as far as it goes.
void check_extent(const Snapshot& snapshot, const Program& changed, const Impact& found)
{
    auto draft = changed;
    draft.state = ProgramState::draft;
    const auto alone = matching::what_if(snapshot, draft, changed);
    const auto extent = matching::extent_of(snapshot, changed, 1'000);
    BOOST_TEST(extent->reached == found.all.after.eligible.families + found.all.after.to_be_asked.families);
    BOOST_TEST(extent->left_out == alone->tried - found.all.after.eligible.families);
    const auto one = matching::extent_of(snapshot, changed, 1);
    BOOST_TEST((one->reached > 0) == (extent->reached > 0));
    BOOST_TEST((one->left_out > 0) == (extent->left_out > 0));
}

} // namespace

BOOST_AUTO_TEST_SUITE(what_if_test)

BOOST_AUTO_TEST_CASE(who_comes_in_who_falls_out_and_what_it_costs)
{
    auto only_relocated = program(kRelocated), only_others = program(rules::no(kRelocated));
    only_others.award.cases[0].amount = FixedAward{yuan(8'000)};
    const auto found =
        impact({relocated(1), relocated(0), relocated({}), relocated(0)}, only_relocated, only_others);
    BOOST_TEST(found.all.in.families == 2);
    BOOST_TEST(found.all.out.families == 1);
    BOOST_TEST(found.all.before.eligible.families == 1);
    BOOST_TEST(found.all.after.eligible.families == 2);
    BOOST_TEST(found.all.before.to_be_asked.families == 1);
    BOOST_TEST(found.all.before.high.fen == 500'000);
    BOOST_TEST(found.all.after.low.fen == 1'600'000);
    BOOST_TEST(found.by_county.at(kCounty).in.families == 2);
    BOOST_TEST(found.by_tier[3].out.families == 1);
    BOOST_REQUIRE(found.moved.size() == 3U);
    BOOST_TEST((found.moved[0].what == Moved::out && found.moved[0].before.fen == 500'000));
    BOOST_TEST(found.moved[1].family.value == 1U);
    BOOST_TEST(found.moved[1].after.fen == 800'000);
}

BOOST_AUTO_TEST_CASE(a_budget_does_not_hide_what_it_would_cost)
{
    auto before = program(), after = program();
    before.room.budget_left = Money{0};
    after.award.cases[0].amount = FixedAward{yuan(6'000)};
    const auto found = impact({relocated(1), relocated(1)}, before, after);
    BOOST_TEST(found.all.other_award.families == 2);
    BOOST_TEST(found.all.before.low.fen == 1'000'000);
    BOOST_TEST(found.all.after.low.fen == 1'200'000);
}

BOOST_AUTO_TEST_CASE(a_draft_was_not_there_and_help_had_before_bars)
{
    auto draft = program(), once = program();
    draft.state = ProgramState::draft;
    once.state = ProgramState::draft;
    once.caps = {{1, {}, "household", "life"}};
    auto helped = relocated(1);
    helped.earlier.push_back({"help", 0, "", yuan(100), date("2026-01-01")});
    const auto found = impact({relocated(1), helped}, draft, once);
    BOOST_TEST(found.all.before.eligible.families == 0);
    BOOST_TEST(found.all.in.families == 1);
}

BOOST_AUTO_TEST_CASE(families_that_neither_version_can_touch_are_not_looked_at)
{
    auto elsewhere = program(), other = program();
    elsewhere.areas = {kOtherCounty};
    other.areas = {kOtherCounty};
    other.purposes = {{"education", true}};
    BOOST_TEST(impact({relocated(1)}, elsewhere, other).tried == 0);
    BOOST_TEST(impact({relocated(1)}, elsewhere, program()).tried == 1);
}

BOOST_AUTO_TEST_CASE(it_tells_how_far_it_is_and_stops_when_told)
{
    const auto snapshot =
        Snapshot::build(std::vector<Family>(2'000, relocated(1)), {program()}, given::ground());
    std::vector<int> told;
    Progress progress;
    progress.tell = [&](int permille) {
        told.push_back(permille);
        return told.size() < 3;
    };
    BOOST_TEST(!matching::what_if(snapshot, program(), program(), progress).has_value());
    BOOST_TEST(told.size() == 3U);
    progress.tell = [&](int permille) {
        told.push_back(permille);
        return true;
    };
    BOOST_TEST(matching::what_if(snapshot, program(), program(kRelocated), progress, 5)->moved.size() == 0U);
    BOOST_TEST(told.back() == 1000);
    const auto turned = matching::what_if(snapshot, program(), program(rules::no(kRelocated)), {}, 5);
    BOOST_TEST(turned->moved.size() == 5U);
}

BOOST_AUTO_TEST_CASE(it_is_what_the_oracle_says_of_both_versions)
{
    std::int64_t in = 0, out = 0, other = 0;
    for (int seed = 0; seed < tests::rounds(600, 6'000); ++seed) {
        tests::Dice dice{static_cast<std::uint64_t>(9'000'000 + seed)};
        const auto world = tests::random_world(dice, {12, 2});
        const auto& before = world.programs[0];
        const auto& after = dice.coin() ? world.programs[1] : before;
        auto changed = before;
        changed.rule = after.rule;
        changed.award = after.award;
        if (dice.coin()) changed.areas = after.areas;
        const auto found = matching::what_if(world.snapshot(), before, changed);
        BOOST_REQUIRE(found.has_value());
        matching::Shift all;
        const auto books = world.books();
        const auto slow = world.for_oracle();
        const bool was_there = before.state == ProgramState::open || before.state == ProgramState::paused;
        for (std::size_t f = 0; f < books.size(); ++f) {
            const auto was = was_there ? stood(slow, books[f], world.families[f], before) : Stood{};
            const auto is = stood(slow, books[f], world.families[f], changed);
            all.before.eligible.families += was.eligible == 2;
            all.after.eligible.families += is.eligible == 2;
            all.after.to_be_asked.families += is.eligible == 1;
            all.after.low = all.after.low + is.award.low;
            all.after.high = all.after.high + is.award.high;
            all.in.families += was.eligible != 2 && is.eligible == 2;
            all.out.families += was.eligible == 2 && is.eligible != 2;
            all.other_award.families += was.eligible == 2 && is.eligible == 2 &&
                                        (was.award.low != is.award.low || was.award.high != is.award.high ||
                                         was.award.quantity != is.award.quantity);
        }
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            BOOST_TEST(found->all.before.eligible.families == all.before.eligible.families);
            BOOST_TEST(found->all.after.eligible.families == all.after.eligible.families);
            BOOST_TEST(found->all.after.to_be_asked.families == all.after.to_be_asked.families);
            BOOST_TEST(found->all.after.low.fen == all.after.low.fen);
            BOOST_TEST(found->all.after.high.fen == all.after.high.fen);
            BOOST_TEST(found->all.in.families == all.in.families);
            BOOST_TEST(found->all.out.families == all.out.families);
            BOOST_TEST(found->all.other_award.families == all.other_award.families);
            check_extent(world.snapshot(), changed, *found);
            std::int64_t sum = 0;
            for (const auto& [county, shift] : found->by_county) sum += shift.after.eligible.families;
            for (const auto& shift : found->by_tier) sum -= shift.after.eligible.families;
            BOOST_TEST(sum == 0);
        }
        in += all.in.families;
        out += all.out.families;
        other += all.other_award.families;
    }
    BOOST_TEST(in > 30);
    BOOST_TEST(out > 30);
    BOOST_TEST(other > 5);
}

BOOST_AUTO_TEST_SUITE_END()
