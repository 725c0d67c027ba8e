// Which question comes first, and which next (matching.md §4 "Ask").
#include "matching/exact.hpp"
#include "matching/explain.hpp"
#include "tests/matching/asked.hpp"
#include "tests/matching/changes.hpp"
#include "tests/matching/random_world.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace given;
using asked::ask;
using matching::Frequencies;
using matching::Limit;
using matching::Question;
using matching::Snapshot;

namespace {

const Rule kRaise = rules::number(Fact::able_to_raise, Op::is, 1);
const Rule kProperty = rules::codes(Fact::property_within, Op::is, {"dibao"});

std::vector<Question> ask_of(const std::vector<Program>& programs, const Frequencies* frequencies = nullptr)
{
    const auto snapshot = Snapshot::build({given::family()}, programs, given::ground());
    return matching::ask(snapshot, {0}, 3, frequencies);
}

Program giving(Rule rule, std::int64_t amount)
{
    auto one = program(std::move(rule));
    one.award.cases[0].amount = FixedAward{yuan(amount)};
    return one;
}

// What one question alone is expected to decide: programs, and what they would give.
struct Expected {
    std::int64_t decided = 0;
    matching::Wide worth = 0;
};

Expected expected(const Snapshot& snapshot, const Question& question)
{
    std::vector<std::int64_t> weights;
    std::int64_t all = 0;
    for (const auto& answer : question.answers) {
        const auto type = row_of(question.fact).type;
        const bool ordered = !question.everyone_listed &&
                             (type == FactType::number || type == FactType::fen || type == FactType::date);
        weights.push_back(ordered ? 1 : 1 + std::ssize(answer.also));
        all += weights.back();
    }
    Expected sum;
    const auto candidates = matching::programs_for(snapshot, {0});
    for (std::size_t i = 0; i < question.answers.size(); ++i)
        for (const auto* list : {&question.answers[i].opens, &question.answers[i].closes})
            for (const auto program : *list) {
                const auto at = std::ranges::find_if(candidates, [&](const auto& candidate) {
                    return candidate.program.value == program.value;
                });
                sum.decided += weights[i] * 1000;
                sum.worth +=
                    matching::Wide{weights[i]} * 1000 * std::max<std::int64_t>(at->award.high.fen, 100'000);
            }
    if (all == 0) return sum;
    sum.decided /= all;
    sum.worth /= all;
    return sum;
}

bool is_same(const Question& a, const Question& b)
{
    return a.fact == b.fact && a.member == b.member && a.need == b.need &&
           a.everyone_listed == b.everyone_listed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(asking_test)

BOOST_AUTO_TEST_CASE(programs_weigh_by_what_they_would_give)
{
    const auto questions = ask_of({giving(kRaise, 2'000), giving(kRaise, 2'000), giving(kRelocated, 9'000)});
    BOOST_REQUIRE(questions.size() == 2U);
    BOOST_TEST((questions[0].fact == Fact::relocated), "one program, but more than the two together");
    BOOST_TEST(questions[1].decided == 2'000);
    const auto small = ask_of({giving(kRaise, 10), giving(kRaise, 10), giving(kRelocated, 1'500)});
    BOOST_TEST((small[0].fact == Fact::able_to_raise), "what gives little or a service is worth 1,000 yuan");
}

BOOST_AUTO_TEST_CASE(what_is_rare_settles_more_often_and_is_asked_first)
{
    Frequencies frequencies;
    frequencies.facts[Fact::relocated] = {98, {}, {}, std::vector<std::int64_t>(98, 0)};
    frequencies.facts[Fact::able_to_raise] = {98, {}, {}, std::vector<std::int64_t>(98, 1)};
    const auto both = rules::all({kRaise, kRelocated});
    const auto questions = ask_of({program(both)}, &frequencies);
    BOOST_REQUIRE(questions.size() == 2U);
    BOOST_TEST((questions[0].fact == Fact::relocated), "nearly always no, and no settles it");
    BOOST_TEST(questions[0].decided == 990);
    BOOST_TEST(questions[1].decided == 10, "one in a hundred remains");
    BOOST_TEST((ask_of({program(both)})[0].decided == 500));
}

BOOST_AUTO_TEST_CASE(the_next_question_is_worth_what_it_decides_after_the_first)
{
    const auto questions = ask_of({program(rules::all({kRaise, kRelocated}))});
    BOOST_REQUIRE(questions.size() == 2U);
    BOOST_TEST(questions[0].decided == 500);
    BOOST_TEST(questions[1].decided == 500, "in the half in which the first answer is yes it always decides");
    const auto codes = ask_of({program(kProperty), program(rules::all({kProperty, kRaise}))});
    BOOST_REQUIRE(codes.size() == 2U);
    BOOST_TEST((codes[0].fact == Fact::property_within));
    BOOST_TEST(codes[0].decided == 1'750, "one of four opens one, three close both");
    BOOST_TEST(codes[1].decided == 250);
}

BOOST_AUTO_TEST_CASE(how_common_values_are_is_counted_in_the_families)
{
    std::vector<Family> families;
    for (int i = 0; i < 10; ++i) {
        families.push_back(given::family());
        tell(facts(families.back()), Fact::property_within, Code{i < 8 ? "over" : "dibao"});
        tell(facts(families.back()), Fact::layers, i < 3 ? listed({"dibao", "rigid"}) : among_others({}));
        families.back().household.all_members_listed = i < 4;
    }
    const auto snapshot = Snapshot::build(families, {}, given::ground());
    auto found = matching::frequencies_of(snapshot);
    BOOST_TEST(found.families == 10);
    BOOST_TEST(found.listed == 4);
    BOOST_TEST(found.facts[Fact::property_within].codes["over"] == 8);
    BOOST_TEST(found.facts[Fact::layers].known == 3, "an incomplete list says nothing of what is not in it");
    BOOST_TEST(found.facts[Fact::layers].codes["rigid"] == 3);
    BOOST_TEST(matching::frequencies_of(snapshot, 5).families == 5);
}

BOOST_AUTO_TEST_CASE(no_other_question_is_expected_to_decide_more)
{
    int compared = 0, followed = 0, differing = 0;
    for (int seed = 0; seed < tests::rounds(900, 9'000); ++seed) {
        tests::Dice dice{static_cast<std::uint64_t>(8'000'000 + seed)};
        const auto world = tests::random_world(dice, {1, 24});
        const auto snapshot = world.snapshot();
        const auto questions = matching::ask(snapshot, {0}, matching::kNoLimit);
        if (questions.size() < 2) continue;
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            const auto first = expected(snapshot, questions[0]);
            BOOST_TEST(std::abs(first.decided - questions[0].decided) <= std::ssize(world.programs));
            for (const auto& other : questions) {
                ++compared;
                const auto worth = expected(snapshot, other).worth;
                BOOST_TEST((worth <= first.worth + first.worth / 50), "another question is worth more");
            }
            // The second one, asked after each answer to the first.
            std::int64_t decided = 0;
            bool comparable = row_of(questions[0].fact).type == FactType::yes_no;
            for (const auto& answer : questions[0].answers) {
                comparable = comparable && answer.also.empty() && questions[0].answers.size() == 2;
                if (!comparable) break;
                const auto told = tests::answered(world.families[0], questions[0], answer.value);
                const auto after = snapshot.with(std::vector<Family>{told});
                for (const auto& next : matching::ask(after, {0}, matching::kNoLimit))
                    if (is_same(next, questions[1])) decided += expected(after, next).decided / 2;
            }
            if (!comparable) continue;
            ++followed;
            differing += std::abs(decided - questions[1].decided) > std::ssize(world.programs);
        }
    }
    BOOST_TEST(compared > 500);
    BOOST_TEST(followed > 20);
    BOOST_TEST(differing * 20 <= followed, "seldom an answer shows that a question matters to more programs");
}

BOOST_AUTO_TEST_SUITE_END()
