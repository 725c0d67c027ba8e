// Which answers a question offers: those at which a rule turns, and what lies beside.
#include "tests/matching/asked.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

using namespace given;
using asked::answer;
using asked::ask;
using matching::Answer;
using matching::Question;

// The only question, if that is what it asks.
static Question only(const Family& family, const Rule& rule, Fact fact)
{
    const auto questions = ask(family, {rule});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_REQUIRE((questions[0].fact == fact));
    return questions[0];
}
static void check_turn(const Question& question, const FactValue& opening, const FactValue& closing)
{
    const auto *opens = answer(question, opening), *closes = answer(question, closing);
    BOOST_REQUIRE((opens && closes));
    BOOST_TEST(opens->opens.size() == 1U);
    BOOST_TEST(closes->closes.size() == 1U);
}

constexpr std::array kRigid{Fact::rigid_living_year, Fact::rigid_medical_year, Fact::rigid_education_year,
                            Fact::rigid_rehabilitation_year, Fact::rigid_other_year};

// Three heads; each kind of rigid spending but the last `missing` is 20 fen.
static Family spending(std::size_t missing)
{
    auto family = given::family();
    tell(facts(family), Fact::counted_members, std::int64_t{3});
    for (std::size_t i = 0; i + missing < kRigid.size(); ++i)
        tell(facts(family), kRigid[i], std::int64_t{20});
    return family;
}

BOOST_AUTO_TEST_SUITE(answers_test)

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

BOOST_AUTO_TEST_CASE(answers_stand_on_both_sides_of_a_bound_that_is_no_day)
{
    const auto born = rules::leaf(Fact::birth_date, Op::at_most, DateOperand{date("2020-12-30"), 0, 2});
    const auto questions = ask(given::family(), {rules::person(born)});
    BOOST_REQUIRE(questions.size() == 1U);
    BOOST_REQUIRE((answer(questions[0], date("2021-02-28")) && answer(questions[0], date("2021-03-01"))));
    BOOST_TEST(answer(questions[0], date("2021-02-28"))->opens.size() == 1U);
    BOOST_TEST(answer(questions[0], date("2021-03-01"))->closes.size() == 1U);
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

BOOST_AUTO_TEST_CASE(answers_to_a_birth_date_have_both_ends_of_a_year_of_life)
{
    const auto at_most =
        only(given::family(), rules::person(rules::number(Fact::age, Op::at_most, 17)), Fact::birth_date);
    check_turn(at_most, date("2008-11-25"), date("2008-11-24"));
    const auto is =
        only(given::family(), rules::person(rules::number(Fact::age, Op::is, 17)), Fact::birth_date);
    check_turn(is, date("2008-11-25"), date("2008-11-24"));
    check_turn(is, date("2009-11-24"), date("2009-11-25"));
}

BOOST_AUTO_TEST_CASE(answers_to_an_income_count_what_rigid_spending_takes)
{
    const auto left = rules::number(Fact::income_less_rigid_per_head_month, Op::at_most, 500);
    const std::int64_t year = 500 * 3 * 12;
    check_turn(only(spending(0), left, Fact::income_year), year + 100, year + 101);
    auto family = spending(1);
    tell(facts(family), Fact::income_year, std::int64_t{year + 2'000});
    check_turn(only(family, left, Fact::rigid_other_year), std::int64_t{1'920}, std::int64_t{1'919});
}

BOOST_AUTO_TEST_CASE(answers_to_one_kind_of_spending_count_the_others)
{
    const auto rigid = rules::number(Fact::rigid_spending_year, Op::at_least, 100);
    check_turn(only(spending(1), rigid, Fact::rigid_other_year), std::int64_t{20}, std::int64_t{19});
}

BOOST_AUTO_TEST_CASE(answers_to_an_amount_count_the_other_fact_with_its_times)
{
    auto family = given::family();
    tell(facts(family), Fact::income_year, std::int64_t{10'000});
    const auto costs =
        rules::leaf(Fact::rigid_medical_year, Op::at_least, FactOperand{Fact::income_year, {8'000}});
    check_turn(only(family, costs, Fact::rigid_medical_year), std::int64_t{8'000}, std::int64_t{7'999});
    auto spends = given::family();
    tell(facts(spends), Fact::rigid_medical_year, std::int64_t{8'000});
    check_turn(only(spends, costs, Fact::income_year), std::int64_t{10'000}, std::int64_t{10'001});
}

BOOST_AUTO_TEST_CASE(the_number_of_heads_is_tried_one_by_one)
{
    auto family = given::family();
    tell(facts(family), Fact::income_year, std::int64_t{3 * 12 * 1'000});
    const auto income = rules::number(Fact::income_per_head_month, Op::at_most, 1'000);
    check_turn(only(family, income, Fact::counted_members), std::int64_t{3}, std::int64_t{2});
}

BOOST_AUTO_TEST_CASE(no_answer_lies_outside_of_what_is_possible)
{
    const auto question =
        only(given::family(), rules::number(Fact::self_paid, Op::at_most, 0), Fact::self_paid);
    check_turn(question, std::int64_t{0}, std::int64_t{1});
    BOOST_TEST(!answer(question, std::int64_t{-1}));
}

BOOST_AUTO_TEST_CASE(of_answers_that_come_to_the_same_the_largest_award_is_shown)
{
    auto program = given::program(rules::number(Fact::self_paid, Op::at_least, 100'000));
    program.award.cases[0].amount =
        BandedAward{Fact::self_paid,
                    {{100'000, 100'000, false, false, yuan(3'000)}, {100'000, {}, true, false, yuan(5'000)}}};
    const auto snapshot = matching::Snapshot::build({given::family()}, {program}, given::ground());
    const auto questions = matching::ask(snapshot, {0});
    BOOST_REQUIRE(questions.size() == 1U);
    const auto* enough = answer(questions[0], std::int64_t{100'000});
    BOOST_REQUIRE(enough);
    BOOST_TEST(enough == answer(questions[0], std::int64_t{100'001}));
    BOOST_TEST(enough->most.fen == 500'000);
}

BOOST_AUTO_TEST_CASE(a_code_that_comes_to_the_same_as_all_others_stands_for_them)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::birth_date, date("1980-01-01"));
    const auto rule =
        rules::person(rules::all({rules::codes(Fact::occupation, Op::in, {"farmer", "teacher"}),
                                  rules::no(rules::codes(Fact::occupation, Op::is, {"teacher"}))}));
    const auto question = only(family, rule, Fact::occupation);
    BOOST_REQUIRE(question.answers.size() == 2U);
    check_turn(question, Code{"farmer"}, Code{"teacher"});
    BOOST_TEST(answer(question, Code{"teacher"})->others);
    BOOST_TEST(!answer(question, Code{"farmer"})->others);
}

BOOST_AUTO_TEST_CASE(a_list_gets_no_code_twice)
{
    auto family = given::family();
    tell(facts(family), Fact::layers, among_others({"edge"}));
    const auto question =
        only(family, rules::all({rules::codes(Fact::layers, Op::has, {"edge"}), kDibao}), Fact::layers);
    const auto check = [](const FactValue& value) {
        const auto& codes = std::get<CodeList>(value).codes;
        BOOST_TEST(std::set(codes.begin(), codes.end()).size() == codes.size());
    };
    for (const auto& one : question.answers) {
        check(one.value);
        for (const auto& value : one.also) check(value);
    }
}

BOOST_AUTO_TEST_SUITE_END()
