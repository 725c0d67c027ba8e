// What the engine says may be or would be, tried out.
#include "matching/compile.hpp"
#include "matching/explain.hpp"
#include "tests/matching/changes.hpp"
#include "tests/matching/random_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

using namespace matching;
using namespace tests;

template <class Property> static void on_random_families(int count, Property property)
{
    for (int seed = 0; seed < count; ++seed) {
        Dice dice{static_cast<std::uint64_t>(5'000'000 + seed)};
        const auto world = random_world(dice, {4, 24});
        const auto snapshot = world.snapshot();
        for (std::size_t f = 0; f < world.families.size(); ++f)
            BOOST_TEST_CONTEXT("seed " << seed << " family " << f) property(dice, snapshot, f);
    }
}

static std::set<std::size_t> undecided(const Snapshot& snapshot, std::size_t family)
{
    std::set<std::size_t> programs;
    for (const auto& one : programs_for(snapshot, {family}))
        if (one.standing == Standing::to_be_asked) programs.insert(one.program.value);
    return programs;
}

// Programs of the answer, each with the need through which the family met it.
static void check_answer(const Snapshot& snapshot, std::size_t f, const Question& question,
                         const Answer& answer, const models::FactValue& value)
{
    const auto told = answered(snapshot.families()[f], question, value);
    for (const auto& one : programs_for(snapshot, {f})) {
        if (one.standing != Standing::to_be_asked) continue;
        const auto is_in = [&](const std::vector<ProgramIndex>& list) {
            return std::ranges::count(list, one.program.value, &ProgramIndex::value) > 0;
        };
        const auto verdict = evaluate(snapshot.ground(), {&told, &told.household.needs[one.need], nullptr},
                                      snapshot.programs()[one.program.value].rule);
        if (is_in(answer.opens)) BOOST_TEST((verdict == Verdict::yes));
        if (is_in(answer.closes)) BOOST_TEST((verdict == Verdict::no));
    }
}

// Numbers and dates may be asked for where no single answer settles anything.
static bool is_typed(models::Fact fact)
{
    using enum models::FactType;
    const auto type = models::row_of(fact).type;
    return type == number || type == fen || type == date;
}

BOOST_AUTO_TEST_SUITE(reruns_test)

BOOST_AUTO_TEST_CASE(an_answer_opens_and_closes_what_the_question_says)
{
    int answers = 0;
    on_random_families(rounds(60, 600), [&](Dice&, const Snapshot& snapshot, std::size_t f) {
        for (const auto& question : ask(snapshot, {f}))
            for (const auto& answer : question.answers) {
                check_answer(snapshot, f, question, answer, answer.value);
                for (const auto& value : answer.also) check_answer(snapshot, f, question, answer, value);
                answers += !answer.opens.empty() || !answer.closes.empty();
            }
    });
    BOOST_TEST(answers > 150, "only " << answers << " answers decide anything");
}

BOOST_AUTO_TEST_CASE(only_what_an_undecided_program_reads_is_asked_and_only_once)
{
    int questions = 0;
    on_random_families(rounds(60, 600), [&](Dice&, const Snapshot& snapshot, std::size_t f) {
        const auto open = undecided(snapshot, f);
        std::set<std::tuple<models::Fact, std::int64_t, std::size_t, bool>> asked;
        for (const auto& question : ask(snapshot, {f})) {
            ++questions;
            BOOST_TEST(asked.insert({question.fact, question.member, question.need, question.everyone_listed})
                           .second);
            if (question.answers.empty()) BOOST_TEST(is_typed(question.fact));
            BOOST_TEST((question.everyone_listed || std::ranges::any_of(open, [&](std::size_t p) {
                            return std::ranges::count(snapshot.compiled().plans[p].facts, question.fact) > 0;
                        })));
        }
    });
    BOOST_TEST(questions > 200);
}

// The most a question may settle on average is what its best answer settles.
BOOST_AUTO_TEST_CASE(questions_come_by_what_they_settle)
{
    on_random_families(rounds(60, 600), [](Dice&, const Snapshot& snapshot, std::size_t f) {
        const auto questions = ask(snapshot, {f}, kNoLimit);
        if (!questions.empty()) { // a later one may settle what it does not settle alone
            std::size_t most = 0;
            for (const auto& answer : questions[0].answers)
                most = std::max(most, answer.opens.size() + answer.closes.size());
            BOOST_TEST(questions[0].decided <= static_cast<std::int64_t>(most) * 1'000);
        }
        for (std::size_t limit = 0; limit < questions.size(); ++limit) {
            const auto fewer = ask(snapshot, {f}, limit);
            BOOST_REQUIRE(fewer.size() == limit);
            if (limit > 0) BOOST_TEST((fewer.back().fact == questions[limit - 1].fact));
        }
    });
}

static std::vector<RuleLine> refusing(const Snapshot& snapshot, const Family& family, const Candidate& one)
{
    const Subject subject{&family, &family.household.needs[one.need], nullptr};
    auto lines = lines_of(snapshot.ground(), subject, snapshot.programs()[one.program.value].rule);
    std::erase_if(lines, [](const RuleLine& line) { return line.verdict != Verdict::no; });
    return lines;
}

static bool has(const Candidate& one, Obstacle what)
{
    return std::ranges::count(one.obstacles, what, &ObstacleFound::what) > 0;
}
static bool gives_nothing(const Candidate& one)
{
    return has(one, Obstacle::below_minimum) || has(one, Obstacle::no_award_case);
}
static bool is_hint(const Snapshot& snapshot, const Candidate& one)
{
    return snapshot.compiled().plans[one.program.value].hint;
}

// A day within a year, with everything told anew that can change.
static bool turns_to_yes(const Snapshot& snapshot, const Family& family, const Candidate& one,
                         const models::Rule& rule, Dice& dice)
{
    const auto today = models::day_of(snapshot.ground().as_of);
    const auto later = snapshot.at(snapshot.ground().as_of + std::chrono::hours{24 * dice.between(0, 365)});
    const auto changed = changed_from(family, today, dice);
    return evaluate(later.ground(), {&changed, &changed.household.needs[one.need], nullptr}, rule) ==
           Verdict::yes;
}

BOOST_AUTO_TEST_CASE(near_is_exactly_one_line_and_the_minimum_counts_as_one)
{
    int near = 0;
    on_random_families(rounds(60, 600), [&](Dice&, const Snapshot& snapshot, std::size_t f) {
        for (const auto& one : programs_for(snapshot, {f})) {
            if (one.standing != Standing::near) continue;
            ++near;
            const auto lines = refusing(snapshot, snapshot.families()[f], one).size();
            BOOST_TEST(lines + has(one, Obstacle::below_minimum) == 1U);
        }
    });
    BOOST_TEST(near > 300);
}

BOOST_AUTO_TEST_CASE(what_is_not_near_for_its_one_line_never_comes_to_fit)
{
    int tried = 0;
    on_random_families(rounds(400, 4'000), [&](Dice& dice, const Snapshot& given, std::size_t f) {
        auto family = given.families()[f];
        forget_what_comes_after(family, models::day_of(given.ground().as_of));
        const auto snapshot = given.with({family});
        for (const auto& one : programs_for(snapshot, {0})) {
            const auto lines = refusing(snapshot, family, one);
            if (one.standing != Standing::no || lines.size() != 1) continue;
            if (gives_nothing(one) || is_hint(snapshot, one)) continue; // not near whatever the rule says
            ++tried;
            for (int round = 0; round < 20; ++round)
                BOOST_TEST(!turns_to_yes(snapshot, family, one, rule_of(lines[0]), dice),
                           "program " << one.program.value);
        }
    });
    BOOST_TEST(tried > 100, "only " << tried);
}

BOOST_AUTO_TEST_CASE(most_near_misses_turn_to_yes_by_some_change)
{
    int near = 0, turned = 0;
    on_random_families(rounds(120, 1'200), [&](Dice& dice, const Snapshot& given, std::size_t f) {
        auto family = given.families()[f];
        forget_what_comes_after(family, models::day_of(given.ground().as_of));
        const auto snapshot = given.with({family});
        for (const auto& one : programs_for(snapshot, {0})) {
            const auto lines = refusing(snapshot, family, one);
            if (one.standing != Standing::near || lines.size() != 1) continue;
            ++near;
            bool found = false;
            for (int round = 0; round < 200 && !found; ++round)
                found = turns_to_yes(snapshot, family, one, rule_of(lines[0]), dice);
            turned += found;
        }
    });
    BOOST_TEST(near > 100);
    BOOST_TEST(turned * 10 > near * 6, turned << " of " << near);
}

BOOST_AUTO_TEST_SUITE_END()
