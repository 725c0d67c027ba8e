#include "tests/matching/asked.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace given;
using asked::answer;
using asked::ask;
using matching::Snapshot;

static const Rule kRaise = rules::number(Fact::able_to_raise, Op::is, 1);
static const Rule kSick = rules::codes(Fact::illnesses, Op::has, {"tumour"});

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

BOOST_AUTO_TEST_CASE(what_no_remaining_program_reads_is_not_asked)
{
    const auto rule = rules::all({kRelocated, rules::any({kRelocated, kRaise})});
    const auto questions = ask(given::family(), {rule});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST((questions[0].fact == Fact::relocated), "it settles the program whatever the answer is");
}

BOOST_AUTO_TEST_CASE(what_is_known_is_not_asked_beside_what_is_not)
{
    auto family = given::family();
    tell(facts(family), Fact::rigid_medical_year, std::int64_t{8'000});
    const auto costs =
        rules::leaf(Fact::rigid_medical_year, Op::at_least, FactOperand{Fact::income_year, {8'000}});
    const auto questions = ask(family, {costs});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST((questions[0].fact == Fact::income_year));
}

BOOST_AUTO_TEST_CASE(urban_or_rural_is_asked_where_the_line_hangs_on_it)
{
    auto family = given::family();
    facts(family).pop_back();
    tell(facts(family), Fact::income_year, std::int64_t{700'000});
    tell(facts(family), Fact::counted_members, std::int64_t{1});
    const auto line =
        rules::leaf(Fact::income_per_head_year, Op::at_most, StandardOperand{StandardName::dibao_line, {}});
    const auto questions = ask(family, {line});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST((questions[0].fact == Fact::residence_kind));
    BOOST_TEST(answer(questions[0], Code{"urban"})->opens.size() == 1U);
    BOOST_TEST(answer(questions[0], Code{"rural"})->closes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_place_told_too_coarsely_is_asked_for)
{
    auto family = given::family();
    facts(family)[0].value = kCounty;
    const auto questions = ask(family, {rules::leaf(Fact::residence_area, Op::is, AreaSet{kVillage})});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST((questions[0].fact == Fact::residence_area));
    BOOST_TEST(answer(questions[0], kVillage)->opens.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_opens_later_is_asked_for_today)
{
    auto program = given::program(kRaise);
    program.windows = {{start_of(plus_days(kToday, 1)), {}, {}}};
    BOOST_TEST(matching::ask(Snapshot::build({given::family()}, {program}, given::ground()), {0}).size() ==
               1U);
}

BOOST_AUTO_TEST_CASE(at_stake_is_the_most_of_all_that_may_open)
{
    auto range = given::program(kRaise), fixed = given::program(kRaise);
    range.award.cases[0].amount = RangeAward{yuan(1'000), yuan(3'000)};
    fixed.award.cases[0].amount = FixedAward{yuan(500)};
    const auto questions =
        matching::ask(Snapshot::build({given::family()}, {range, fixed}, given::ground()), {0});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST(questions[0].at_stake.fen == 350'000);
    BOOST_TEST(answer(questions[0], std::int64_t{1})->most.fen == 300'000);
}

BOOST_AUTO_TEST_CASE(numbers_that_come_to_the_same_count_as_one_answer)
{
    const auto four = rules::number(Fact::counted_members, Op::at_least, 4);
    const auto questions = ask(given::family(), {four, rules::all({four, kRaise})}, 1);
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_TEST((questions[0].fact == Fact::counted_members));
    BOOST_TEST(questions[0].decided == 1'500, "fewer settle both, four and more settle one");
    BOOST_TEST(questions[0].answers.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_question_without_answers_settles_nothing)
{
    const auto income = rules::leaf(Fact::income_per_head_month, Op::at_most, std::int64_t{1'000});
    const auto questions = ask(given::family(), {income});
    BOOST_REQUIRE(questions.size() == 2U);
    BOOST_TEST((questions[0].fact == Fact::income_year && questions[0].answers.empty()));
    BOOST_TEST((questions[1].fact == Fact::counted_members));
}

BOOST_AUTO_TEST_SUITE_END()
