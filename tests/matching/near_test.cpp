#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Standing;

static bool is_near(const Family& family, const Rule& rule)
{
    const auto found = candidate(family, program(rule));
    BOOST_TEST((found.verdict == matching::Verdict::no));
    return found.standing == Standing::near;
}

static Family settled()
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{0});
    tell(facts(family), Fact::layers, listed({"edge"}));
    return family;
}

static Rule age(Op op, std::int64_t years) { return rules::person(rules::number(Fact::age, op, years)); }
static Family aged(const char* birth)
{
    auto family = settled();
    tell(of_member(family, 1), Fact::birth_date, date(birth));
    return family;
}

BOOST_AUTO_TEST_SUITE(near_test)

BOOST_AUTO_TEST_CASE(one_refusing_line_is_near_and_two_are_not)
{
    BOOST_TEST(is_near(settled(), kRelocated));
    BOOST_TEST(is_near(settled(), rules::all({kRelocated, rules::number(Fact::able_to_raise, Op::is, 1)})));
    BOOST_TEST(!is_near(settled(), rules::all({kRelocated, kDibao})));
    BOOST_TEST(!is_near(settled(), rules::all({rules::all({kRelocated}), kDibao})), "an all within an all");
    BOOST_TEST(is_near(settled(), rules::any({kRelocated, kDibao})));
}

BOOST_AUTO_TEST_CASE(lines_about_the_person_count_one_by_one)
{
    auto family = settled();
    tell(of_member(family, 1), Fact::able_to_work, std::int64_t{0});
    tell(of_member(family, 1), Fact::person_layers, listed({}));
    const auto works = rules::number(Fact::able_to_work, Op::is, 1);
    const auto orphan = rules::codes(Fact::person_layers, Op::has, {"orphan"});
    BOOST_TEST(!is_near(family, rules::person(rules::all({works, orphan}))));
    BOOST_TEST(is_near(family, rules::person(rules::all({works, rules::no(orphan)}))));
}

BOOST_AUTO_TEST_CASE(who_is_too_young_will_fit_within_a_year_who_is_too_old_will_not)
{
    BOOST_TEST(is_near(aged("2008-11-25"), age(Op::at_least, 18)), "tomorrow");
    BOOST_TEST(is_near(aged("2009-11-24"), age(Op::at_least, 18)), "a year from today");
    BOOST_TEST(!is_near(aged("2009-11-25"), age(Op::at_least, 18)), "a day later");
    BOOST_TEST(!is_near(aged("1990-01-01"), age(Op::less_than, 18)));
    BOOST_TEST(
        is_near(aged("1966-06-01"), rules::person(rules::no(rules::number(Fact::age, Op::at_most, 60)))));
    BOOST_TEST(
        !is_near(aged("1967-06-01"), rules::person(rules::no(rules::number(Fact::age, Op::at_most, 60)))));
    BOOST_TEST(
        !is_near(aged("1990-01-01"), rules::person(rules::no(rules::number(Fact::age, Op::at_least, 18)))));
    const auto school = rules::person(rules::leaf(Fact::age, Op::between, std::int64_t{6}, std::int64_t{15}));
    BOOST_TEST(is_near(aged("2021-01-01"), school));
    BOOST_TEST(!is_near(aged("2022-01-01"), school));
    BOOST_TEST(!is_near(aged("2000-01-01"), school));
    auto below = rules::leaf(Fact::age, Op::between, std::int64_t{6}, std::int64_t{15});
    below.leaf.high_open = true;
    BOOST_TEST(!is_near(aged("2011-01-01"), rules::person(below)), "fifteen already");
    below.leaf.low_open = true;
    BOOST_TEST(is_near(aged("2020-01-01"), rules::person(below)), "six: next year");
}

BOOST_AUTO_TEST_CASE(an_age_on_a_day_that_is_named_does_not_grow)
{
    for (const auto& on :
         {RuleDate{date("2020-01-01")}, RuleDate{date("2027-01-01")}, RuleDate{FirstEntry{}}}) {
        auto rule = rules::number(Fact::age, Op::at_least, 18);
        rule.leaf.on = on;
        BOOST_TEST(!is_near(aged("2010-01-01"), rules::person(rule)));
    }
}

BOOST_AUTO_TEST_CASE(a_birth_date_comes_to_lie_below_a_bound_that_moves)
{
    const auto bound = [](int years) { return Operand{DateOperand{AsOf{}, years, 0}}; };
    const auto born = [](Op op, Operand low, std::optional<Operand> high = {}) {
        return rules::person(rules::leaf(Fact::birth_date, op, std::move(low), std::move(high)));
    };
    BOOST_TEST(is_near(aged("2009-11-24"), born(Op::at_most, bound(-18))), "will be eighteen");
    BOOST_TEST(!is_near(aged("2009-11-25"), born(Op::at_most, bound(-18))), "not within a year");
    BOOST_TEST(!is_near(aged("2000-01-01"), born(Op::more_than, bound(-18))), "is too old for good");
    BOOST_TEST(!is_near(aged("2000-01-01"), born(Op::at_most, DateOperand{date("1999-01-01"), 0, 0})));
    BOOST_TEST(is_near(aged("2009-01-01"), born(Op::between, bound(-30), bound(-18))));
    BOOST_TEST(!is_near(aged("1990-01-01"), born(Op::between, bound(-30), bound(-18))));
    const auto older = rules::person(rules::no(rules::leaf(Fact::birth_date, Op::more_than, bound(-18))));
    BOOST_TEST(is_near(aged("2009-01-01"), older));
    BOOST_TEST(!is_near(aged("2010-01-01"), older));
    BOOST_TEST(is_near(aged("2009-01-01"), born(Op::is, bound(-18))));
    BOOST_TEST(!is_near(aged("2000-01-01"), born(Op::is, bound(-18))));
}

BOOST_AUTO_TEST_CASE(a_bound_that_passes_the_day_over_is_not_near)
{
    const auto exactly = rules::person(rules::leaf(Fact::birth_date, Op::is, DateOperand{AsOf{}, -17, -1}));
    BOOST_TEST(is_near(aged("2010-03-30"), exactly), "on 2027-04-30");
    BOOST_TEST(!is_near(aged("2010-03-31"), exactly), "April has no 31st");
    auto between = rules::leaf(Fact::birth_date, Op::between, DateOperand{AsOf{}, -17, -1},
                               DateOperand{AsOf{}, -17, -1});
    between.leaf.high_open = true;
    BOOST_TEST(!is_near(aged("2010-03-30"), rules::person(between)), "nothing lies between");
}

BOOST_AUTO_TEST_CASE(a_day_told_of_the_past_comes_to_lie_below_a_bound_that_moves)
{
    auto family = settled();
    tell(facts(family), Fact::last_disaster_date, date("2024-06-01"));
    auto then = rules::leaf(Fact::last_disaster_date, Op::at_most, DateOperand{AsOf{}, -3, 0});
    then.leaf.on = date("2025-01-01");
    BOOST_TEST(is_near(family, then));
    tell_from(facts(family), "2026-06-01", Fact::last_disaster_date, date("2026-05-01"));
    then.leaf.op = Op::is;
    BOOST_TEST(is_near(family, then), "three years after what was told by then");
    facts(family).pop_back();
    then.leaf.op = Op::at_least;
    then.leaf.value = DateOperand{AsOf{}, -2, 0};
    BOOST_TEST(!is_near(family, then), "the bound has passed it");
    then.leaf.on.reset();
    BOOST_TEST(is_near(family, then), "there may be another disaster");
}

static Family pupil(const char* birth, const char* schooling)
{
    auto family = aged(birth);
    tell(of_member(family, 1), Fact::enrolment_status, Code{"enrolled"});
    tell(of_member(family, 1), Fact::schooling, Code{schooling});
    return family;
}

static Rule in_school(CodeSet stages) { return rules::person(rules::codes(Fact::schooling, Op::in, stages)); }

BOOST_AUTO_TEST_CASE(a_school_year_leads_into_the_next_and_not_further)
{
    const auto freshman = in_school({"undergraduate_freshman"});
    BOOST_TEST(!is_near(pupil("2016-03-01", "primary_4"), freshman));
    BOOST_TEST(!is_near(pupil("2008-03-01", "senior_2"), freshman));
    for (const char* last : {"senior_3", "vocational_3"})
        BOOST_TEST(is_near(pupil("2008-03-01", last), freshman));
    BOOST_TEST(!is_near(pupil("2003-03-01", "master"), freshman), "nobody goes back");
    BOOST_TEST(is_near(pupil("2003-03-01", "undergraduate"), in_school({"master"})));
    BOOST_TEST(is_near(pupil("2016-03-01", "primary_4"), in_school({"primary_5", "senior_1"})));
    BOOST_TEST(is_near(pupil("2008-03-01", "senior_1"), in_school({"vocational_1"})), "another school");
    BOOST_TEST(is_near(pupil("2016-03-01", "primary_4"), rules::no(in_school({"primary_4"}))));
}

BOOST_AUTO_TEST_CASE(a_school_year_comes_not_before_the_age_for_it)
{
    const auto prior = rules::person(rules::codes(Fact::prior_school, Op::is, {"senior_school"}));
    BOOST_TEST(!is_near(pupil("2016-03-01", "primary_4"), prior), "asked of those who began a school");
    BOOST_TEST(!is_near(pupil("2016-03-01", "none"), in_school({"senior_1"})), "ten");
    BOOST_TEST(is_near(pupil("2013-03-01", "none"), in_school({"senior_1"})), "fourteen next year");
    auto at_home = aged("2016-03-01");
    tell(of_member(at_home, 1), Fact::enrolment_status, Code{"none"});
    BOOST_TEST(!is_near(at_home, in_school({"undergraduate_freshman"})));
    BOOST_TEST(is_near(at_home, in_school({"primary_4"})));
}

BOOST_AUTO_TEST_CASE(what_can_no_longer_apply_is_not_near)
{
    const auto left_behind = rules::person(rules::number(Fact::left_behind, Op::is, 1));
    BOOST_TEST(!is_near(aged("1980-01-01"), left_behind), "an adult");
    auto child = aged("2015-01-01");
    tell(of_member(child, 1), Fact::left_behind, std::int64_t{0});
    BOOST_TEST(is_near(child, left_behind));
    const auto has_job = rules::person(rules::number(Fact::has_job, Op::is, 1));
    BOOST_TEST(is_near(aged("2011-01-01"), has_job), "will be old enough to work");
    BOOST_TEST(!is_near(aged("2015-01-01"), has_job), "not for years");
}

BOOST_AUTO_TEST_CASE(a_finding_that_comes_to_apply_is_near_as_it_is_recorded)
{
    const auto stage = rules::person(rules::codes(Fact::cervical_stage, Op::is, {"IIB"}));
    auto girl = aged("2009-01-01");
    tell(of_member(girl, 1), Fact::sex, Code{"female"});
    tell(of_member(girl, 1), Fact::illnesses, listed({"cervical_cancer"}));
    BOOST_TEST(is_near(girl, stage), "asked from the eighteenth birthday on");
    tell(of_member(girl, 1), Fact::cervical_stage, Code{"IIB"});
    BOOST_TEST(is_near(girl, stage));
    of_member(girl, 1).back().value = Code{"IB"};
    BOOST_TEST(!is_near(girl, stage));
    auto boy = girl;
    of_member(boy, 1)[1].value = Code{"male"};
    BOOST_TEST(!is_near(boy, stage));
}

BOOST_AUTO_TEST_CASE(a_finding_against_a_fact_that_changes_may_change)
{
    const auto rule = rules::leaf(Fact::self_care_failed, Op::at_most, FactOperand{Fact::age, {}});
    auto family = aged("2024-01-01");
    tell(of_member(family, 1), Fact::self_care_failed, std::int64_t{3});
    BOOST_TEST(is_near(family, rules::person(rule)));
    BOOST_TEST(!is_near(family, rules::person(rules::number(Fact::self_care_failed, Op::at_most, 2))));
}

BOOST_AUTO_TEST_CASE(a_finding_that_must_not_be_is_near_where_it_ceases_to_apply)
{
    const auto dead = rules::codes(Fact::father_status, Op::has, {"dead"});
    auto family = aged("1997-01-01");
    tell(of_member(family, 1), Fact::father_status, listed({"dead"}));
    BOOST_TEST(is_near(family, rules::person(rules::no(dead))), "parents count until the thirtieth birthday");
    tell(of_member(family, 1), Fact::illnesses, listed({"tumour"}));
    const auto tumour = rules::codes(Fact::illnesses, Op::has, {"tumour"});
    BOOST_TEST(!is_near(family, rules::person(rules::no(tumour))));
}

BOOST_AUTO_TEST_CASE(what_is_never_offered_comes_never_near)
{
    auto by_school = program(kRelocated), by_list = program(kRelocated);
    by_school.applicant = Applicant::school;
    by_list.by_list = true;
    for (const auto& one : {by_school, by_list})
        BOOST_TEST((candidate(settled(), one).standing == Standing::no));
}

BOOST_AUTO_TEST_CASE(what_is_fixed_past_or_a_finding_of_a_doctor_is_not_near)
{
    auto family = settled();
    tell(of_member(family, 1), Fact::sex, Code{"male"});
    tell(of_member(family, 1), Fact::illnesses, listed({}));
    BOOST_TEST(!is_near(family, rules::person(rules::codes(Fact::sex, Op::is, {"female"}))));
    BOOST_TEST(!is_near(family, rules::person(rules::codes(Fact::illnesses, Op::has, {"tumour"}))));
    auto then = kRelocated;
    then.leaf.on = date("2026-11-23");
    BOOST_TEST(!is_near(family, then));
    then.leaf.on = kToday;
    BOOST_TEST(is_near(family, then), "the day is not over");
    then.leaf.on = AsOf{};
    BOOST_TEST(is_near(family, then));
}

BOOST_AUTO_TEST_CASE(enough_members_must_be_able_to_change)
{
    auto family = aged("1990-01-01");
    tell(add_member(family).facts, Fact::birth_date, date("2009-01-01"));
    auto minors = rules::member(rules::number(Fact::age, Op::less_than, 18));
    minors.at_least = 2;
    BOOST_TEST(!is_near(family, minors));
    auto adults = rules::member(rules::number(Fact::age, Op::at_least, 18));
    adults.at_least = 2;
    BOOST_TEST(is_near(family, adults));
    BOOST_TEST(!is_near(family, rules::no(rules::member(rules::number(Fact::age, Op::at_least, 18)))));
    BOOST_TEST(is_near(family, rules::no(rules::member(rules::number(Fact::age, Op::less_than, 18)))));
}

BOOST_AUTO_TEST_CASE(an_any_is_near_if_one_of_its_parts_may_change)
{
    const auto girl = rules::person(rules::codes(Fact::sex, Op::is, {"female"}));
    auto family = settled();
    tell(of_member(family, 1), Fact::sex, Code{"male"});
    BOOST_TEST(is_near(family, rules::any({girl, kRelocated})));
    BOOST_TEST(!is_near(family, rules::no(rules::any({rules::no(girl), rules::no(kRelocated)}))));
    BOOST_TEST(!is_near(family, rules::any({rules::all({girl, kRelocated})})));
}

BOOST_AUTO_TEST_SUITE_END()
