// Which day a rule looks at, and how days and ages compare.
#include "tests/matching/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::Verdict;

static Rule born(Op op, const char* day, int years = 0, int months = 0)
{
    return rules::person(rules::leaf(Fact::birth_date, op, DateOperand{date(day), years, months}));
}

BOOST_AUTO_TEST_SUITE(dates_test)

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

BOOST_AUTO_TEST_CASE(a_date_between_counts_its_ends_as_they_are_written)
{
    const auto holds = [](const char* birth, bool low_open, bool high_open) {
        auto family = given::family();
        tell(of_member(family, 1), Fact::birth_date, date(birth));
        auto rule = rules::leaf(Fact::birth_date, Op::between, DateOperand{date("2010-05-01")},
                                DateOperand{date("2012-05-01")});
        rule.leaf.low_open = low_open;
        rule.leaf.high_open = high_open;
        return verdict(family, rules::person(rule)) == Verdict::yes;
    };
    for (const bool low_open : {false, true})
        for (const bool high_open : {false, true}) {
            BOOST_TEST(!holds("2010-04-30", low_open, high_open));
            BOOST_TEST(holds("2010-05-01", low_open, high_open) == !low_open);
            BOOST_TEST(holds("2011-01-01", low_open, high_open));
            BOOST_TEST(holds("2012-05-01", low_open, high_open) == !high_open);
            BOOST_TEST(!holds("2012-05-02", low_open, high_open));
        }
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

BOOST_AUTO_TEST_CASE(a_first_report_is_known_from_its_own_day_on)
{
    auto family = given::family();
    auto then = rules::leaf(Fact::first_entry, Op::at_least, DateOperand{date("2026-01-01")});
    then.leaf.on = date("2026-11-01");
    then.leaf.known_then = true;
    family.first_reported = start_of(date("2026-11-02")) - std::chrono::milliseconds{1};
    BOOST_TEST((verdict(family, then) == Verdict::yes));
    family.first_reported = start_of(date("2026-11-02"));
    BOOST_TEST((verdict(family, then) == Verdict::unknown));
    then.leaf.known_then = false;
    BOOST_TEST((verdict(family, then) == Verdict::yes));
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

BOOST_AUTO_TEST_SUITE_END()
