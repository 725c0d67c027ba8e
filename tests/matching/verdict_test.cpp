#include "matching/verdict.hpp"
#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Verdict;

static const Rule kSick = rules::codes(Fact::illnesses, Op::has, {"congenital_heart_disease"});
static const Rule kRelocated = rules::number(Fact::relocated, Op::is, 1);
static const Rule kUnknown = rules::number(Fact::able_to_raise, Op::is, 1);

static Rule income_at_most(Operand most)
{
    return rules::leaf(Fact::income_per_head_month, Op::at_most, most);
}
static Rule line(const char* on = nullptr)
{
    auto rule = income_at_most(StandardOperand{StandardName::dibao_line, {}});
    if (on) rule.leaf.on = date(on);
    return rule;
}
static Rule born(Op op, const char* day, int years = 0, int months = 0)
{
    return rules::person(rules::leaf(Fact::birth_date, op, DateOperand{date(day), years, months}));
}

static Family with_income(std::int64_t year, std::int64_t heads)
{
    auto family = given::family();
    tell(facts(family), Fact::income_year, year);
    tell(facts(family), Fact::counted_members, heads);
    return family;
}

// Two children: the second is ill.
static Family two_children()
{
    auto family = given::family();
    add_member(family);
    tell(of_member(family, 1), Fact::illnesses, listed({}));
    tell(of_member(family, 2), Fact::illnesses, listed({"congenital_heart_disease"}));
    return family;
}

BOOST_AUTO_TEST_SUITE(verdict_test)

BOOST_AUTO_TEST_CASE(a_healthy_child_does_not_pass_through_a_sick_sibling)
{
    auto family = two_children();
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::no));
    BOOST_TEST((verdict(family, rules::member(kSick)) == Verdict::yes));
    need(family).member = 2;
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(a_need_that_names_nobody_asks_everybody)
{
    auto family = two_children();
    need(family).member = 0;
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::unknown));
    family.household.members.pop_back();
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::no));
    BOOST_TEST((verdict(family, rules::person(rules::no(kSick))) == Verdict::yes));
    family.household.all_members_listed = false;
    BOOST_TEST((verdict(family, rules::person(kSick)) == Verdict::unknown));
    BOOST_TEST((verdict(family, rules::person(rules::no(kSick))) == Verdict::unknown));
}

BOOST_AUTO_TEST_CASE(two_conditions_on_one_member_hold_for_the_same_member)
{
    auto family = two_children();
    tell(of_member(family, 1), Fact::birth_date, date("2020-01-01"));
    tell(of_member(family, 2), Fact::birth_date, date("1980-01-01"));
    const auto child = rules::number(Fact::age, Op::less_than, 14);
    BOOST_TEST((verdict(family, rules::member(rules::all({kSick, child}))) == Verdict::no));
    BOOST_TEST((verdict(family, rules::all({rules::member(kSick), rules::member(child)})) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(at_least_two_members_are_counted_with_those_who_may)
{
    auto family = two_children();
    auto two = rules::member(kSick);
    two.at_least = 2;
    BOOST_TEST((verdict(family, two) == Verdict::no));
    add_member(family);
    BOOST_TEST((verdict(family, two) == Verdict::unknown));
    tell(of_member(family, 3), Fact::illnesses, listed({"congenital_heart_disease"}));
    BOOST_TEST((verdict(family, two) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(a_list_of_members_that_is_not_complete_leaves_no_open)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::illnesses, listed({}));
    BOOST_TEST((verdict(family, rules::member(kSick)) == Verdict::no));
    family.household.all_members_listed = false;
    BOOST_TEST((verdict(family, rules::member(kSick)) == Verdict::unknown));
}

BOOST_AUTO_TEST_CASE(a_list_says_no_only_when_it_is_complete)
{
    const auto dibao = rules::codes(Fact::layers, Op::has, {"dibao", "teku"});
    const std::pair<CodeList, Verdict> kCases[]{{among_others({"teku"}), Verdict::yes},
                                                {among_others({"edge"}), Verdict::unknown},
                                                {listed({"edge"}), Verdict::no},
                                                {among_others({}), Verdict::unknown},
                                                {listed({}), Verdict::no}};
    for (const auto& [list, expected] : kCases) {
        auto family = given::family();
        tell(facts(family), Fact::layers, list);
        BOOST_TEST((verdict(family, dibao) == expected));
    }
    BOOST_TEST((verdict(given::family(), dibao) == Verdict::unknown));
}

BOOST_AUTO_TEST_CASE(unknown_is_not_no)
{
    auto family = given::family();
    tell(facts(family), Fact::relocated, std::int64_t{1});
    const auto no = rules::no(kRelocated);
    BOOST_TEST((verdict(family, rules::no(kUnknown)) == Verdict::unknown));
    BOOST_TEST((verdict(family, rules::all({kRelocated, kUnknown})) == Verdict::unknown));
    BOOST_TEST((verdict(family, rules::all({kUnknown, no})) == Verdict::no));
    BOOST_TEST((verdict(family, rules::any({kUnknown, no})) == Verdict::unknown));
    BOOST_TEST((verdict(family, rules::any({kUnknown, kRelocated})) == Verdict::yes));
    BOOST_TEST((verdict(family, rules::named("moved", kRelocated)) == Verdict::yes));
    BOOST_TEST((verdict(family, {}) == Verdict::yes), "an empty rule fits everybody");
}

BOOST_AUTO_TEST_CASE(what_does_not_apply_is_no_and_its_opposite_yes)
{
    auto family = given::family();
    const auto left_behind = rules::number(Fact::left_behind, Op::is, 1);
    tell(of_member(family, 1), Fact::left_behind, std::int64_t{1});
    BOOST_TEST((verdict(family, rules::person(left_behind)) == Verdict::unknown), "the age is not known");
    tell(of_member(family, 1), Fact::birth_date, date("1980-01-01"));
    BOOST_TEST((verdict(family, rules::person(left_behind)) == Verdict::no), "whatever is recorded");
    BOOST_TEST((verdict(family, rules::person(rules::no(left_behind))) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(whether_a_fact_applies_is_asked_for_its_own_day)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::birth_date, date("2007-01-01"));
    tell(of_member(family, 1), Fact::left_behind, std::int64_t{1});
    auto then = rules::number(Fact::left_behind, Op::is, 1);
    BOOST_TEST((verdict(family, rules::person(then)) == Verdict::no));
    then.leaf.on = date("2020-01-01");
    BOOST_TEST((verdict(family, rules::person(then)) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(areas_are_equal_or_lie_under_and_old_codes_are_mapped)
{
    const auto in = [](Area area) { return rules::leaf(Fact::residence_area, Op::is, AreaSet{area}); };
    auto family = given::family();
    BOOST_TEST((verdict(family, in(kVillage)) == Verdict::yes));
    BOOST_TEST((verdict(family, in(kCounty)) == Verdict::yes));
    BOOST_TEST((verdict(family, in({522128000000})) == Verdict::yes), "the old code of the county");
    BOOST_TEST((verdict(family, in(kOtherCounty)) == Verdict::no));
    facts(family).clear();
    tell(facts(family), Fact::residence_area, Area{522128103207});
    BOOST_TEST((verdict(family, in(kVillage)) == Verdict::yes), "told with its old code");
    facts(family).clear();
    tell(facts(family), Fact::residence_area, kCounty);
    BOOST_TEST((verdict(family, in(kVillage)) == Verdict::unknown), "told too coarsely");
}

BOOST_AUTO_TEST_CASE(dates_step_without_clamping)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::birth_date, date("2021-02-28"));
    BOOST_TEST((verdict(family, born(Op::at_least, "2020-02-29", 1)) == Verdict::no));
    BOOST_TEST((verdict(family, born(Op::less_than, "2020-02-29", 1)) == Verdict::yes));
    BOOST_TEST((verdict(family, born(Op::more_than, "2021-01-31", 0, 1)) == Verdict::no));
    BOOST_TEST((verdict(family, born(Op::is, "2022-03-28", -1, -1)) == Verdict::yes));
    of_member(family, 1).clear();
    tell(of_member(family, 1), Fact::birth_date, date("2021-03-01"));
    BOOST_TEST((verdict(family, born(Op::more_than, "2020-02-29", 1)) == Verdict::yes));
}

static Verdict age_is(const char* birth, const char* on, std::int64_t years)
{
    auto family = given::family();
    tell(of_member(family, 1), Fact::birth_date, date(birth));
    auto rule = rules::number(Fact::age, Op::is, years);
    rule.leaf.on = date(on);
    return verdict(family, rules::person(rule));
}

BOOST_AUTO_TEST_CASE(a_birthday_counts_and_before_birth_there_is_no_age)
{
    BOOST_TEST((age_is("2010-11-24", "2026-11-24", 16) == Verdict::yes));
    BOOST_TEST((age_is("2010-11-25", "2026-11-24", 15) == Verdict::yes));
    BOOST_TEST((age_is("2008-02-29", "2026-02-28", 17) == Verdict::yes));
    BOOST_TEST((age_is("2008-02-29", "2026-03-01", 18) == Verdict::yes));
    auto family = given::family();
    tell(of_member(family, 1), Fact::birth_date, date("2027-01-01"));
    const auto young = rules::number(Fact::age, Op::less_than, 14);
    BOOST_TEST((verdict(family, rules::person(young)) == Verdict::no));
    BOOST_TEST((verdict(family, rules::person(rules::no(young))) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(a_day_without_a_record_is_unknown_never_the_nearest)
{
    auto family = given::family();
    tell_from(facts(family), "2025-01-01", Fact::relocated, std::int64_t{1});
    auto then = kRelocated;
    then.leaf.on = date("2025-01-01");
    BOOST_TEST((verdict(family, then) == Verdict::yes));
    then.leaf.on = date("2024-12-31");
    BOOST_TEST((verdict(family, then) == Verdict::unknown));
    facts(family).back().valid_until = date("2026-11-24");
    BOOST_TEST((verdict(family, kRelocated) == Verdict::unknown), "until is exclusive");
    then.leaf.on = date("2026-11-23");
    BOOST_TEST((verdict(family, then) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(facts_that_cannot_change_have_no_day)
{
    auto family = given::family();
    tell_from(of_member(family, 1), "2025-01-01", Fact::sex, Code{"female"});
    auto woman = rules::codes(Fact::sex, Op::is, {"female"});
    woman.leaf.on = date("2020-01-01");
    BOOST_TEST((verdict(family, rules::person(woman)) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(known_then_reads_what_had_been_told_by_the_end_of_that_day)
{
    auto family = given::family();
    tell_from(facts(family), "2024-01-01", Fact::relocated, std::int64_t{1}, "2024-03-31");
    auto then = kRelocated;
    then.leaf.on = date("2024-03-31");
    then.leaf.known_then = true;
    BOOST_TEST((verdict(family, then) == Verdict::yes));
    facts(family).back().recorded_at = start_of(date("2024-04-01")) - std::chrono::milliseconds{1};
    BOOST_TEST((verdict(family, then) == Verdict::yes));
    facts(family).back().recorded_at = start_of(date("2024-04-01"));
    BOOST_TEST((verdict(family, then) == Verdict::unknown));
    then.leaf.known_then = false;
    BOOST_TEST((verdict(family, then) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(first_entry_is_the_needs_own_day_or_its_familys)
{
    auto family = given::family();
    auto then = kRelocated;
    then.leaf.on = FirstEntry{};
    tell_from(facts(family), "2026-11-01", Fact::relocated, std::int64_t{1});
    BOOST_TEST((verdict(family, then) == Verdict::yes), "reported on 2026-11-01");
    tell(need(family).facts, Fact::first_entry, date("2026-10-31"));
    BOOST_TEST((verdict(family, then) == Verdict::unknown));
}

BOOST_AUTO_TEST_CASE(income_per_head_is_never_rounded)
{
    const auto limit = income_at_most(std::int64_t{77'800});
    BOOST_TEST((verdict(with_income(77'800 * 12 * 7, 7), limit) == Verdict::yes));
    BOOST_TEST((verdict(with_income(77'800 * 12 * 7 + 1, 7), limit) == Verdict::no));
    auto less_rigid = rules::number(Fact::income_less_rigid_per_head_month, Op::less_than, 0);
    auto family = with_income(100, 3);
    BOOST_TEST((verdict(family, less_rigid) == Verdict::unknown));
    for (const auto part : {Fact::rigid_living_year, Fact::rigid_medical_year, Fact::rigid_education_year,
                            Fact::rigid_rehabilitation_year})
        tell(facts(family), part, std::int64_t{25});
    BOOST_TEST((verdict(family, less_rigid) == Verdict::unknown), "a part is not the sum");
    tell(facts(family), Fact::rigid_other_year, std::int64_t{1});
    BOOST_TEST((verdict(family, less_rigid) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(a_line_counts_in_the_period_of_the_fact)
{
    BOOST_TEST((verdict(with_income(681'800, 1), line()) == Verdict::yes), "rural: 6,818 yuan a year");
    BOOST_TEST((verdict(with_income(681'801, 1), line()) == Verdict::no));
    auto town = with_income(77'800 * 12, 1);
    std::get<Code>(facts(town)[1].value).text = "urban";
    BOOST_TEST((verdict(town, line()) == Verdict::yes), "urban: 778 yuan a month");
    const auto year =
        rules::leaf(Fact::income_year, Op::more_than, StandardOperand{StandardName::dibao_line, {}});
    BOOST_TEST((verdict(town, year) == Verdict::no));
}

BOOST_AUTO_TEST_CASE(a_line_is_that_of_the_day_and_of_the_smallest_area)
{
    BOOST_TEST((verdict(with_income(600'000, 1), line("2024-03-31")) == Verdict::yes));
    BOOST_TEST((verdict(with_income(600'001, 1), line("2024-03-31")) == Verdict::no));
    BOOST_TEST((verdict(with_income(600'001, 1), line("2024-04-01")) == Verdict::yes));
    BOOST_TEST((verdict(with_income(1, 1), line("2022-03-31")) == Verdict::unknown), "no line for that day");
    auto elsewhere = with_income(900'000, 1);
    facts(elsewhere)[0].value = Area{520525001001};
    BOOST_TEST((verdict(elsewhere, line()) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(urban_or_rural_unknown_is_decided_where_both_agree)
{
    const auto of_unknown_kind = [](std::int64_t income) {
        auto family = with_income(income, 1);
        facts(family).erase(facts(family).begin() + 1);
        return verdict(family, line());
    };
    BOOST_TEST((of_unknown_kind(681'800) == Verdict::yes));
    BOOST_TEST((of_unknown_kind(681'801) == Verdict::unknown));
    BOOST_TEST((of_unknown_kind(77'800 * 12 + 1) == Verdict::no));
}

BOOST_AUTO_TEST_CASE(times_is_exact)
{
    const auto times = [](std::int64_t ten_thousandths) {
        return income_at_most(StandardOperand{StandardName::dibao_line, {ten_thousandths}});
    };
    BOOST_TEST((verdict(with_income(681'800 * 3 / 2, 1), times(15'000)) == Verdict::yes));
    BOOST_TEST((verdict(with_income(681'800 * 3 / 2 + 1, 1), times(15'000)) == Verdict::no));
    BOOST_TEST((verdict(with_income(69, 1), times(1)) == Verdict::no), "681,800 × 0.0001 is 68.18");
}

static Rule against(Fact fact, Op op, Fact other, std::int64_t ten_thousandths = 10'000)
{
    return rules::leaf(fact, op, FactOperand{other, {ten_thousandths}});
}

BOOST_AUTO_TEST_CASE(a_fact_against_a_fact_is_unknown_with_one_unknown)
{
    auto family = given::family();
    const auto rule = against(Fact::rigid_medical_year, Op::more_than, Fact::income_year, 8'000);
    tell(facts(family), Fact::rigid_medical_year, std::int64_t{8'001});
    BOOST_TEST((verdict(family, rule) == Verdict::unknown));
    tell(facts(family), Fact::income_year, std::int64_t{10'001});
    BOOST_TEST((verdict(family, rule) == Verdict::yes));
    facts(family).back().value = std::int64_t{10'002};
    BOOST_TEST((verdict(family, rule) == Verdict::no));
}

BOOST_AUTO_TEST_CASE(a_fact_against_one_that_does_not_apply_is_no)
{
    auto family = given::family();
    const auto rule = against(Fact::self_care_failed, Op::at_most, Fact::admission_year);
    tell(of_member(family, 1), Fact::birth_date, date("1950-01-01"));
    BOOST_TEST((verdict(family, rules::person(rule)) == Verdict::no), "even beside an unknown");
    BOOST_TEST((verdict(family, rules::person(rules::no(rule))) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(between_counts_its_ends_as_they_are_written)
{
    for (const bool low_open : {false, true})
        for (const bool high_open : {false, true}) {
            auto rule = rules::leaf(Fact::counted_members, Op::between, std::int64_t{2}, std::int64_t{4});
            rule.leaf.low_open = low_open;
            rule.leaf.high_open = high_open;
            const auto holds = [&](std::int64_t n) {
                return verdict(with_income(0, n), rule) == Verdict::yes;
            };
            BOOST_TEST(!holds(1));
            BOOST_TEST(holds(2) == !low_open);
            BOOST_TEST(holds(3));
            BOOST_TEST(holds(4) == !high_open);
            BOOST_TEST(!holds(5));
        }
}

BOOST_AUTO_TEST_CASE(an_estimate_that_nobody_made_is_unknown)
{
    const auto rule = rules::codes(Fact::layer_estimate, Op::has, {"dibao"});
    BOOST_TEST((verdict(given::family(), rule) == Verdict::unknown));
}

BOOST_AUTO_TEST_CASE(the_largest_amounts_do_not_wrap)
{
    const auto family = with_income(1'000'000'000'000, 100);
    const auto rule = against(Fact::income_per_head_month, Op::at_most, Fact::income_per_head_year,
                              9'223'372'036'854'775'807);
    BOOST_TEST((verdict(family, rule) == Verdict::yes));
    const auto equal = against(Fact::income_per_head_year, Op::is, Fact::income_per_head_month, 120'000);
    BOOST_TEST((verdict(family, equal) == Verdict::yes), "twelve months are a year");
}

BOOST_AUTO_TEST_SUITE_END()
