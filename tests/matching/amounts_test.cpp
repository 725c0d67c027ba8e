// Numbers and money: exact, against lines and against each other.
#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Verdict;

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

static Family with_income(std::int64_t year, std::int64_t heads)
{
    auto family = given::family();
    tell(facts(family), Fact::income_year, year);
    tell(facts(family), Fact::counted_members, heads);
    return family;
}

BOOST_AUTO_TEST_SUITE(amounts_test)

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

BOOST_AUTO_TEST_CASE(what_rigid_spending_leaves_is_counted_by_the_month)
{
    auto family = with_income(12 * 3 * 500 + 5 * 20, 3);
    for (const auto part : {Fact::rigid_living_year, Fact::rigid_medical_year, Fact::rigid_education_year,
                            Fact::rigid_rehabilitation_year, Fact::rigid_other_year})
        tell(facts(family), part, std::int64_t{20});
    const auto is = [&](std::int64_t amount) {
        return verdict(family, rules::number(Fact::income_less_rigid_per_head_month, Op::is, amount));
    };
    BOOST_TEST((is(500) == Verdict::yes));
    BOOST_TEST((is(6'000) == Verdict::no));
    BOOST_TEST((verdict(family, rules::number(Fact::rigid_spending_year, Op::is, 100)) == Verdict::yes));
}

BOOST_AUTO_TEST_CASE(an_income_of_nobody_is_unknown)
{
    BOOST_TEST((verdict(with_income(100, 0), income_at_most(std::int64_t{1'000})) == Verdict::unknown));
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
