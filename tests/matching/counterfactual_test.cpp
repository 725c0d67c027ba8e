#include "matching/counterfactual.hpp"
#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::ChangeKind;
using matching::FactChange;
using matching::Ways;

static Ways ways(const Family& family, const Program& program)
{
    const auto snapshot = matching::Snapshot::build({family}, {program}, given::ground());
    return matching::nearest_changes(snapshot, {0}, 0, {0});
}
static Ways ways(const Family& family, const Rule& rule) { return ways(family, program(rule)); }

// The only change of the best way.
static FactChange only(const Ways& found)
{
    BOOST_REQUIRE(!found.ways.empty());
    BOOST_REQUIRE(found.ways[0].changes.size() == 1U);
    return found.ways[0].changes[0];
}

static Family earning(std::int64_t fen_a_year, std::int64_t heads)
{
    auto family = given::family();
    tell(facts(family), Fact::income_year, fen_a_year);
    tell(facts(family), Fact::counted_members, heads);
    return family;
}

static Family born(const char* birth)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::birth_date, date(birth));
    return family;
}

static const Rule kAdult = rules::person(rules::number(Fact::age, Op::at_least, 18));

BOOST_AUTO_TEST_SUITE(counterfactual_test)

BOOST_AUTO_TEST_CASE(an_income_over_the_line_is_told_to_the_fen)
{
    // The rural line is 6,818.00 a year; one and a half times for four heads: 40,908.00.
    const auto line = rules::leaf(Fact::income_per_head_year, Op::at_most,
                                  StandardOperand{StandardName::dibao_line, {15'000}});
    const auto found = ways(earning(4'500'000, 4), line);
    BOOST_TEST(found.possible);
    BOOST_TEST(found.all);
    BOOST_REQUIRE(found.ways.size() == 2U);
    const auto income = only(found);
    BOOST_TEST((income.kind == ChangeKind::changes && income.fact == Fact::income_year));
    BOOST_TEST((income.from == FactValue{std::int64_t{4'500'000}}));
    BOOST_TEST((income.to == FactValue{std::int64_t{4'090'800}}));
    BOOST_TEST(income.distance.fen == 409'200);
    const auto& heads = found.ways[1].changes[0];
    BOOST_TEST((heads.fact == Fact::counted_members && heads.to == FactValue{std::int64_t{5}}));
}

BOOST_AUTO_TEST_CASE(an_age_comes_by_itself_and_may_end)
{
    const auto young = rules::person(rules::leaf(Fact::age, Op::between, std::int64_t{18}, std::int64_t{20}));
    const auto found = ways(born("2010-02-28"), young);
    const auto day = only(found);
    BOOST_TEST((day.kind == ChangeKind::comes));
    BOOST_TEST((day.to == FactValue{date("2028-02-28")}));
    BOOST_TEST(day.member == 1);
    BOOST_TEST(day.years == 18);
    BOOST_TEST((found.ways[0].until == date("2031-02-28")));
    BOOST_TEST((only(ways(born("2012-02-29"), kAdult)).to == FactValue{date("2030-03-01")}));
}

BOOST_AUTO_TEST_CASE(who_is_too_old_will_not_become_eligible)
{
    const auto found = ways(born("1990-01-01"), rules::person(rules::number(Fact::age, Op::less_than, 18)));
    BOOST_TEST(!found.possible);
    const auto birth = only(found);
    BOOST_TEST((birth.kind == ChangeKind::stays && birth.fact == Fact::birth_date));
    BOOST_TEST((birth.to == FactValue{date("2008-11-25")}), "not yet eighteen today");
}

BOOST_AUTO_TEST_CASE(what_comes_in_many_years_is_not_waited_for)
{
    BOOST_TEST((only(ways(born("2013-11-24"), kAdult)).kind == ChangeKind::comes), "in five years");
    const auto found = ways(born("2013-11-25"), kAdult);
    BOOST_TEST(!found.possible);
    BOOST_TEST((only(found).kind == ChangeKind::stays));
}

BOOST_AUTO_TEST_CASE(what_fits_needs_no_change_and_says_until_when)
{
    const auto minor = rules::person(rules::number(Fact::age, Op::less_than, 18));
    const auto found = ways(born("2010-01-01"), minor);
    BOOST_REQUIRE(found.ways.size() == 1U);
    BOOST_TEST(found.ways[0].changes.empty());
    BOOST_TEST((found.ways[0].until == date("2028-01-01")));
    BOOST_TEST(!ways(given::family(), Rule{}).ways[0].until.has_value());
}

BOOST_AUTO_TEST_CASE(two_conditions_that_fail_need_two_changes_and_no_third)
{
    auto family = born("2010-01-01");
    tell(facts(family), Fact::relocated, std::int64_t{0});
    tell(facts(family), Fact::able_to_raise, std::int64_t{0});
    const auto raises = rules::number(Fact::able_to_raise, Op::is, 1);
    const auto found = ways(family, rules::all({kRelocated, rules::any({kAdult, raises})}));
    BOOST_REQUIRE(found.ways.size() == 2U);
    for (const auto& way : found.ways) BOOST_TEST(way.changes.size() == 2U);
    BOOST_TEST((found.ways[0].changes[1].kind == ChangeKind::comes), "one step and days before two steps");
    BOOST_TEST(ways(family, rules::any({rules::all({kRelocated, raises}), kAdult})).ways.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_not_known_would_have_to_be_told)
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{0});
    const auto found = ways(family, rules::all({kRelocated, rules::codes(Fact::layers, Op::has, {"dibao"})}));
    BOOST_REQUIRE(found.ways.size() == 1U);
    const auto& changes = found.ways[0].changes;
    BOOST_REQUIRE(changes.size() == 2U);
    BOOST_TEST((changes[0].kind == ChangeKind::told && changes[0].fact == Fact::layers));
    BOOST_TEST(!changes[0].from.has_value());
    BOOST_TEST((changes[1].kind == ChangeKind::changes && changes[1].fact == Fact::relocated));
}

BOOST_AUTO_TEST_CASE(a_finding_is_no_way_but_a_reason)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::illnesses, listed({}));
    tell(facts(family), Fact::relocated, std::int64_t{0});
    const auto sick = rules::person(rules::codes(Fact::illnesses, Op::has, {"leukaemia", "tumour"}));
    const auto found = ways(family, sick);
    BOOST_TEST(!found.possible);
    BOOST_TEST((only(found).kind == ChangeKind::finding));
    const auto either = ways(family, rules::any({sick, kRelocated}));
    BOOST_TEST(either.possible);
    BOOST_REQUIRE(either.ways.size() == 1U);
    BOOST_TEST((only(either).fact == Fact::relocated));
}

BOOST_AUTO_TEST_CASE(levels_and_stages_are_near_by_steps)
{
    auto family = born("2008-03-01");
    tell(of_member(family, 1), Fact::disabilities, listed({"limb_3", "vision_4"}));
    const auto heavy =
        rules::person(rules::codes(Fact::disabilities, Op::has, {"limb_1", "limb_2", "vision_1"}));
    const auto level = only(ways(family, heavy));
    BOOST_TEST((level.to == FactValue{listed({"limb_2", "vision_4"})}));
    BOOST_TEST(level.distance.steps == 1);
    tell(of_member(family, 1), Fact::enrolment_status, Code{"enrolled"});
    tell(of_member(family, 1), Fact::schooling, Code{"junior_3"});
    const auto later =
        rules::person(rules::codes(Fact::schooling, Op::in, {"senior_3", "senior_2", "college"}));
    const auto stage = only(ways(family, later));
    BOOST_TEST((stage.to == FactValue{Code{"senior_2"}}));
    BOOST_TEST(stage.distance.steps == 2);
}

BOOST_AUTO_TEST_CASE(the_past_stays_though_the_fact_can_change)
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{0});
    auto then = kRelocated;
    then.leaf.on = date("2026-01-01");
    const auto found = ways(family, then);
    BOOST_TEST(!found.possible);
    BOOST_TEST((only(found).kind == ChangeKind::stays));
    then.leaf.on = date("2027-01-01");
    BOOST_TEST((only(ways(family, then)).kind == ChangeKind::changes));
}

BOOST_AUTO_TEST_CASE(what_is_told_of_a_day_to_come_comes)
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{0});
    tell_from(facts(family), "2027-03-01", Fact::relocated, std::int64_t{1});
    const auto found = ways(family, kRelocated);
    BOOST_REQUIRE(found.ways.size() == 2U);
    BOOST_TEST((found.ways[0].changes[0].to == FactValue{date("2027-03-01")}));
    BOOST_TEST(found.ways[0].changes[0].years == 0);
    BOOST_TEST((found.ways[1].changes[0].fact == Fact::relocated));
}

BOOST_AUTO_TEST_CASE(where_a_fact_does_not_apply_that_comes_first)
{
    auto family = born("2008-03-01");
    tell(of_member(family, 1), Fact::enrolment_status, Code{"none"});
    const auto found = ways(family, rules::person(rules::codes(Fact::schooling, Op::is, {"senior_3"})));
    BOOST_REQUIRE(!found.ways.empty());
    const auto& changes = found.ways[0].changes;
    BOOST_REQUIRE(changes.size() == 2U);
    BOOST_TEST((changes[0].kind == ChangeKind::told && changes[0].fact == Fact::schooling));
    BOOST_TEST((changes[1].kind == ChangeKind::changes && changes[1].fact == Fact::enrolment_status));
}

BOOST_AUTO_TEST_CASE(an_award_without_a_case_or_below_the_minimum_is_asked_for_too)
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{0});
    auto by_case = program();
    by_case.award.cases[0].when = kRelocated;
    BOOST_TEST((only(ways(family, by_case)).fact == Fact::relocated));
    auto least = program();
    least.award.cases = {{kRelocated, FixedAward{yuan(5'000)}}, {{}, FixedAward{yuan(100)}}};
    least.award.minimum = yuan(1'000);
    BOOST_TEST((only(ways(family, least)).fact == Fact::relocated));
    need(family).assessed = 50'000;
    const auto nothing = ways(family, least);
    BOOST_TEST(!nothing.possible);
    BOOST_TEST(nothing.ways.empty());
}

BOOST_AUTO_TEST_CASE(bands_are_bounds_like_any_other)
{
    auto family = given::family();
    tell(need(family).facts, Fact::self_paid, std::int64_t{999'999});
    BandedAward bands{Fact::self_paid, {{1'000'000, 2'000'000, false, true, yuan(3'000)}}};
    const auto change = only(ways(family, paying(bands)));
    BOOST_TEST((change.fact == Fact::self_paid && change.to == FactValue{std::int64_t{1'000'000}}));
    BOOST_TEST(change.distance.fen == 1);
}

BOOST_AUTO_TEST_CASE(two_facts_beside_each_other_are_told_together)
{
    const auto costly =
        rules::leaf(Fact::rigid_medical_year, Op::more_than, FactOperand{Fact::income_year, {8'000}});
    const auto both = ways(given::family(), costly);
    BOOST_REQUIRE(!both.ways.empty());
    BOOST_TEST(both.ways[0].changes.size() == 2U);
    BOOST_TEST(both.all);
    auto family = given::family();
    tell(facts(family), Fact::rigid_medical_year, std::int64_t{0});
    tell(facts(family), Fact::income_year, std::int64_t{10'000});
    const auto found = ways(family, costly);
    BOOST_REQUIRE(found.ways.size() == 1U); // who spends nothing never spends more than a share of income
    BOOST_TEST((only(found).to == FactValue{std::int64_t{8'001}}));
}

BOOST_AUTO_TEST_CASE(several_kinds_of_spending_may_all_have_to_fall)
{
    auto family = given::family();
    for (const auto kind : {Fact::rigid_living_year, Fact::rigid_medical_year, Fact::rigid_education_year,
                            Fact::rigid_rehabilitation_year, Fact::rigid_other_year})
        tell(facts(family), kind, std::int64_t{kind < Fact::rigid_education_year ? 100 : 0});
    const auto found = ways(family, rules::number(Fact::rigid_spending_year, Op::at_most, 10));
    BOOST_REQUIRE(found.ways.size() == 1U);
    const auto& changes = found.ways[0].changes;
    BOOST_REQUIRE(changes.size() == 2U);
    BOOST_TEST(changes[0].distance.fen + changes[1].distance.fen == 190);
}

BOOST_AUTO_TEST_CASE(amounts_that_two_conditions_tie_together_are_not_vouched_for)
{
    const auto income = [](Op op, std::int64_t times) {
        return rules::leaf(Fact::rigid_medical_year, op, FactOperand{Fact::income_year, {times}});
    };
    const auto found =
        ways(given::family(), rules::all({income(Op::at_least, 5'000), income(Op::at_most, 8'000)}));
    BOOST_TEST(!found.all);
}

BOOST_AUTO_TEST_CASE(members_of_whom_too_few_have_it)
{
    auto family = born("2009-06-01");
    tell(add_member(family).facts, Fact::birth_date, date("1980-01-01"));
    auto adults = rules::member(rules::number(Fact::age, Op::at_least, 18));
    adults.at_least = 2;
    const auto day = only(ways(family, adults));
    BOOST_TEST((day.to == FactValue{date("2027-06-01")}));
    BOOST_TEST(day.member == 1);
    family.household.all_members_listed = false;
    const auto none = rules::no(rules::member(rules::number(Fact::has_job, Op::is, 1)));
    for (auto& member : family.household.members) tell(member.facts, Fact::has_job, std::int64_t{0});
    BOOST_TEST(only(ways(family, none)).everyone_listed);
}

BOOST_AUTO_TEST_SUITE_END()
