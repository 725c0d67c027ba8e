#include "matching/explain.hpp"
#include "tests/matching/given.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Answer;
using matching::Question;
using matching::Snapshot;

static const Rule kRelocated = rules::number(Fact::relocated, Op::is, 1);
static const Rule kRaise = rules::number(Fact::able_to_raise, Op::is, 1);
static const Rule kDibao = rules::codes(Fact::layers, Op::has, {"dibao"});
static const Rule kSick = rules::codes(Fact::illnesses, Op::has, {"tumour"});

static std::vector<Question> ask(const Family& family, std::vector<Rule> program_rules,
                                 matching::Limit limit = 3)
{
    std::vector<Program> programs;
    for (auto& rule : program_rules) {
        programs.push_back(given::program(std::move(rule)));
        programs.back().id.value = std::ssize(programs);
    }
    return matching::ask(Snapshot::build({family}, programs, given::ground()), {0}, limit);
}

static const Answer* answer(const Question& question, const FactValue& value)
{
    for (const auto& one : question.answers)
        if (one.value == value || std::ranges::count(one.also, value) > 0) return &one;
    return nullptr;
}
static std::vector<std::size_t> numbers(const std::vector<matching::ProgramIndex>& programs)
{
    std::vector<std::size_t> found;
    for (const auto program : programs) found.push_back(program.value);
    return found;
}
static std::vector<std::size_t> of(std::initializer_list<std::size_t> indexes) { return indexes; }

BOOST_AUTO_TEST_SUITE(ask_test)

BOOST_AUTO_TEST_CASE(the_fact_that_settles_most_is_asked_first)
{
    const auto questions =
        ask(given::family(), {kRaise, kRelocated, kRelocated, rules::all({kRelocated, kDibao})});
    BOOST_REQUIRE(questions.size() == 3U);
    BOOST_TEST((questions[0].fact == Fact::relocated));
    const auto* yes = answer(questions[0], std::int64_t{1});
    const auto* no = answer(questions[0], std::int64_t{0});
    BOOST_REQUIRE((yes && no));
    BOOST_TEST(numbers(yes->opens) == of({1, 2}), boost::test_tools::per_element());
    BOOST_TEST(yes->closes.empty());
    BOOST_TEST(numbers(no->closes) == of({1, 2, 3}), boost::test_tools::per_element());
    BOOST_TEST(questions[0].decided == 2'500, "two by yes, three by no");
    BOOST_TEST(yes->most.fen == 500'000);
}

BOOST_AUTO_TEST_CASE(what_was_settled_is_not_asked_for_again)
{
    const auto questions = ask(given::family(), {kRelocated, kRelocated, kRaise});
    BOOST_REQUIRE(questions.size() == 2U);
    BOOST_TEST((questions[1].fact == Fact::able_to_raise));
    BOOST_TEST(questions[1].decided == 1'000);
    BOOST_TEST(ask(given::family(), {kRelocated, kRaise}, 1).size() == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_is_asked_that_no_undecided_program_reads)
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{0});
    BOOST_TEST(ask(family, {rules::all({kRelocated, kRaise}), {}}).empty());
    auto program = given::program(kRaise);
    for (auto spoil :
         {+[](Program& p) { p.room.places_left = 0; }, +[](Program& p) { p.areas = {kOtherCounty}; },
          +[](Program& p) { p.by_list = true; }, +[](Program& p) { p.state = ProgramState::closed; }}) {
        auto spoiled = program;
        spoil(spoiled);
        BOOST_TEST(matching::ask(Snapshot::build({family}, {spoiled}, given::ground()), {0}).empty());
    }
    BOOST_TEST(ask(family, {kRaise}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(whether_everyone_is_listed_is_a_question)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::illnesses, listed({}));
    family.household.all_members_listed = false;
    const auto questions = ask(family, {rules::member(kSick)});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST(questions[0].everyone_listed);
    BOOST_TEST((questions[0].fact == Fact::counted_members));
    BOOST_TEST(answer(questions[0], std::int64_t{1})->closes.size() == 1U);
    BOOST_TEST(answer(questions[0], std::int64_t{0})->closes.empty());
}

BOOST_AUTO_TEST_CASE(a_fact_of_a_member_or_a_need_says_whose)
{
    auto family = given::family();
    add_member(family);
    need(family).member = 2;
    const auto person = ask(family, {rules::person(kSick)});
    BOOST_REQUIRE(person.size() == 1U);
    BOOST_TEST(person[0].member == 2);
    family.household.needs.insert(family.household.needs.begin(), need(family));
    family.household.needs[0].type = "education";
    const auto need = ask(family, {rules::number(Fact::special_hardship, Op::is, 1)});
    BOOST_REQUIRE(need.size() == 1U);
    BOOST_TEST(need[0].need == 1U);
}

BOOST_AUTO_TEST_CASE(whether_a_fact_applies_is_asked_before_the_fact)
{
    const auto left_behind = rules::person(rules::number(Fact::left_behind, Op::is, 1));
    auto family = given::family();
    const auto first = ask(family, {left_behind});
    BOOST_REQUIRE(first.size() == 1U);
    BOOST_TEST((first[0].fact == Fact::birth_date));
    tell(of_member(family, 1), Fact::birth_date, date("2015-01-01"));
    const auto then = ask(family, {left_behind});
    BOOST_REQUIRE(then.size() == 1U);
    BOOST_TEST((then[0].fact == Fact::left_behind));
}

BOOST_AUTO_TEST_CASE(answers_to_a_birth_date_stand_beside_the_bound)
{
    const auto questions = ask(given::family(), {rules::person(rules::number(Fact::age, Op::less_than, 18))});
    BOOST_REQUIRE(questions.size() == 1U);
    const auto* young = answer(questions[0], date("2008-11-25"));
    const auto* old = answer(questions[0], date("2008-11-24"));
    BOOST_REQUIRE((young && old));
    BOOST_TEST(young->opens.size() == 1U);
    BOOST_TEST(old->closes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(answers_to_an_amount_stand_beside_the_line_seen_from_what_is_asked)
{
    auto family = given::family();
    tell(facts(family), Fact::counted_members, std::int64_t{3});
    const auto line = rules::leaf(Fact::income_per_head_month, Op::at_most,
                                  StandardOperand{StandardName::dibao_line, {15'000}});
    const auto questions = ask(family, {line});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST((questions[0].fact == Fact::income_year));
    BOOST_TEST(answer(questions[0], std::int64_t{681'800 * 3 * 3 / 2})->opens.size() == 1U);
    BOOST_TEST(answer(questions[0], std::int64_t{681'800 * 3 * 3 / 2 + 1})->closes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(codes_nobody_names_stand_together_for_all_others)
{
    const auto freshman = rules::person(rules::codes(Fact::occupation, Op::is, {"farmer"}));
    auto family = given::family();
    tell(of_member(family, 1), Fact::birth_date, date("1980-01-01"));
    const auto questions = ask(family, {freshman});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_REQUIRE(questions[0].answers.size() == 2U);
    BOOST_TEST(answer(questions[0], Code{"farmer"})->opens.size() == 1U);
    BOOST_TEST(std::ranges::count_if(questions[0].answers, &Answer::others) == 1);
}

BOOST_AUTO_TEST_CASE(a_list_told_in_part_is_completed_not_replaced)
{
    auto family = given::family();
    tell(facts(family), Fact::layers, among_others({"edge"}));
    const auto questions = ask(family, {kDibao});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST(answer(questions[0], listed({"dibao", "edge"}))->opens.size() == 1U);
    BOOST_TEST(answer(questions[0], listed({"edge"}))->closes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(at_equal_effect_the_larger_award_is_asked_for_first)
{
    auto small = given::program(kRaise), large = given::program(kRelocated);
    large.award.cases[0].amount = FixedAward{yuan(9'000)};
    const auto questions =
        matching::ask(Snapshot::build({given::family()}, {small, large}, given::ground()), {0});
    BOOST_REQUIRE(questions.size() == 2U);
    BOOST_TEST((questions[0].fact == Fact::relocated));
    BOOST_TEST(questions[0].at_stake.fen == 900'000);
}

BOOST_AUTO_TEST_SUITE_END()
