#include "models/facts.hpp"
#include "models/identity.hpp"
#include "models/rule.hpp"
#include "tests/models/rules.hpp"
#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>
#include <set>

using namespace models;

static Date date(const char* text) { return parse_date(text).value(); }
static Time at(const char* day) { return start_of(date(day)); }

static FactRecord income(std::int64_t fen, const char* from, const char* recorded,
                         std::optional<Date> until = {})
{
    return {Fact::income_year, fen, date(from), until, at(recorded), "village"};
}

static std::int64_t income_on(const FactRecords& records, const char* day, std::optional<Time> known_by = {})
{
    const auto* value = value_on(records, Fact::income_year, date(day), known_by);
    return value ? std::get<std::int64_t>(*value) : -1;
}

static std::string fault(Fact fact, const FactValue& value)
{
    return fault_of(row_of(fact), value).value_or("");
}

BOOST_AUTO_TEST_SUITE(facts_test)

BOOST_AUTO_TEST_CASE(the_table_stands_in_the_order_of_the_enumeration)
{
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < all_facts().size(); ++i) {
        const auto& row = all_facts()[i];
        BOOST_TEST(static_cast<std::size_t>(row.fact) == i, row.name);
        BOOST_TEST(names.insert(row.name).second, row.name << " stands twice");
        BOOST_TEST(find_fact(row.name) == &row_of(row.fact), row.name);
    }
    BOOST_TEST(all_facts().size() == static_cast<std::size_t>(Fact::first_entry) + 1);
    BOOST_TEST(!find_fact("no_such_fact"));
}

BOOST_AUTO_TEST_CASE(a_row_has_what_its_type_needs)
{
    for (const auto& row : all_facts()) {
        const bool measured = row.type == FactType::number || row.type == FactType::fen;
        BOOST_TEST((row.low < row.high) == measured, row.name);
        BOOST_TEST((row.codes.empty() || row.type == FactType::code || row.type == FactType::list), row.name);
        if (row.type == FactType::list) BOOST_TEST(!row.codes.empty(), row.name);
        BOOST_TEST((std::set(row.codes.begin(), row.codes.end()).size() == row.codes.size()), row.name);
        for (const auto code : row.codes)
            BOOST_TEST(code.find_first_not_of("abcdefghijklmnopqrstuvwxyzIVAB_0123456789") == code.npos,
                       code);
    }
}

BOOST_AUTO_TEST_CASE(facts_of_health_and_of_parents_are_marked)
{
    for (const auto fact : {Fact::illnesses, Fact::disabilities, Fact::treatments, Fact::operated_for,
                            Fact::cervical_stage, Fact::breast_cancer_kind, Fact::oxygen_prescribed,
                            Fact::self_care_failed, Fact::father_status, Fact::mother_status})
        BOOST_TEST(row_of(fact).health, row_of(fact).name);
    BOOST_TEST(!row_of(Fact::income_year).health);
}

BOOST_AUTO_TEST_CASE(sexes_are_written_as_a_resident_id_writes_them)
{
    for (const auto& [sex, name] : kNames<Sex>)
        BOOST_TEST(fault(Fact::sex, Code{std::string(name)}) == "", name);
    for (const auto& [kind, name] : kNames<ResidenceKind>)
        BOOST_TEST(fault(Fact::residence_kind, Code{std::string(name)}) == "", name);
}

BOOST_AUTO_TEST_CASE(what_decides_whether_a_fact_applies_is_a_good_rule_about_the_same_person)
{
    int ruled = 0;
    for (const auto& row : all_facts()) {
        const auto* rule = applies_when(row.fact);
        if (!rule) continue;
        ++ruled;
        const auto checked = check_rule(row.level == FactLevel::member ? rules::member(*rule) : *rule);
        for (const auto& found : checked.faults) BOOST_ERROR(row.name << found.pointer << ": " << found.key);
        for (const auto read : facts_of(*rule)) BOOST_TEST((row_of(read).level == row.level), row.name);
    }
    BOOST_TEST(ruled >= 17);
}

static bool reaches_itself(Fact start, Fact fact, std::set<Fact>& seen)
{
    const auto* rule = applies_when(fact);
    if (!rule || !seen.insert(fact).second) return false;
    for (const auto next : facts_of(*rule))
        if (next == start || reaches_itself(start, next, seen)) return true;
    return false;
}

BOOST_AUTO_TEST_CASE(whether_a_fact_applies_never_depends_on_itself)
{
    for (const auto& row : all_facts()) {
        std::set<Fact> seen;
        BOOST_TEST(!reaches_itself(row.fact, row.fact, seen), row.name);
    }
}

BOOST_AUTO_TEST_CASE(the_facts_marked_in_the_design_have_a_rule)
{
    for (const auto* name :
         {"study_mode", "enrolment_status", "schooling", "prior_school", "occupation", "cervical_stage",
          "breast_cancer_kind", "admission_year", "school_rural", "left_behind", "has_job", "able_supporter",
          "oxygen_prescribed", "clergy_away", "orphan_recognized_ever", "hardship_confirmed_by_employer",
          "school_hardship_grade"})
        BOOST_TEST(applies_when(find_fact(name)->fact), name);
    for (const auto fact :
         {Fact::birth_date, Fact::sex, Fact::age, Fact::illnesses, Fact::layers, Fact::income_year})
        BOOST_TEST(!applies_when(fact), row_of(fact).name);
}

BOOST_AUTO_TEST_CASE(a_value_must_suit_its_fact)
{
    BOOST_TEST(fault(Fact::schooling, Code{"junior_3"}) == "");
    BOOST_TEST(fault(Fact::schooling, Code{"junior_4"}) == "error.fact.code");
    BOOST_TEST(fault(Fact::schooling, std::int64_t{3}) == "error.fact.type");
    BOOST_TEST(fault(Fact::school, Code{"正安县第一中学"}) == "");
    BOOST_TEST(fault(Fact::disabilities, CodeList{{"limb_2", "vision_1"}, true}) == "");
    BOOST_TEST(fault(Fact::disabilities, CodeList{{"limb_5"}, true}) == "error.fact.code");
    BOOST_TEST(fault(Fact::disabilities, CodeList{}) == "");
    BOOST_TEST(fault(Fact::layers, Code{"dibao"}) == "error.fact.type");
    BOOST_TEST(fault(Fact::relocated, std::int64_t{1}) == "");
    BOOST_TEST(fault(Fact::relocated, std::int64_t{2}) == "error.fact.type");
    BOOST_TEST(fault(Fact::self_care_failed, std::int64_t{6}) == "");
    BOOST_TEST(fault(Fact::self_care_failed, std::int64_t{7}) == "error.fact.range");
    BOOST_TEST(fault(Fact::income_year, std::int64_t{-1}) == "error.fact.range");
    BOOST_TEST(fault(Fact::income_less_rigid_per_head_month, std::int64_t{-1}) == "");
    BOOST_TEST(fault(Fact::birth_date, date("2010-01-01")) == "");
    BOOST_TEST(fault(Fact::residence_area, Area{520324000000}) == "");
    BOOST_TEST(fault(Fact::residence_area, Code{"520324"}) == "error.fact.type");
}

BOOST_AUTO_TEST_CASE(the_record_that_covers_the_day_counts_and_never_the_nearest)
{
    const FactRecords records{income(100, "2026-01-01", "2026-01-01", date("2026-06-01")),
                              income(200, "2026-08-01", "2026-08-01")};
    BOOST_TEST(income_on(records, "2025-12-31") == -1);
    BOOST_TEST(income_on(records, "2026-01-01") == 100);
    BOOST_TEST(income_on(records, "2026-05-31") == 100);
    BOOST_TEST(income_on(records, "2026-06-01") == -1);
    BOOST_TEST(income_on(records, "2026-08-01") == 200);
    BOOST_TEST(!value_on(records, Fact::relocated, date("2026-08-01")));
}

BOOST_AUTO_TEST_CASE(the_latest_beginning_wins_then_the_latest_telling)
{
    const FactRecords records{income(300, "2026-03-01", "2026-03-01"),
                              income(100, "2026-01-01", "2026-09-01"),
                              income(400, "2026-03-01", "2026-04-01")};
    BOOST_TEST(income_on(records, "2026-02-01") == 100);
    BOOST_TEST(income_on(records, "2026-10-01") == 400);
}

BOOST_AUTO_TEST_CASE(what_was_not_yet_told_is_not_known_then)
{
    const FactRecords records{income(100, "2026-01-01", "2026-01-05"),
                              income(50, "2026-01-01", "2026-05-01")};
    BOOST_TEST(income_on(records, "2026-03-31") == 50);
    BOOST_TEST(income_on(records, "2026-03-31", at("2026-03-31")) == 100);
    BOOST_TEST(income_on(records, "2026-03-31", at("2026-01-04")) == -1);
    BOOST_TEST(income_on(records, "2026-03-31", at("2026-01-05")) == 100);
}

BOOST_AUTO_TEST_CASE(a_fact_that_cannot_change_holds_on_any_day)
{
    const FactRecords records{
        {Fact::birth_date, date("2010-05-01"), date("2026-01-01"), {}, at("2026-01-01"), "family"}};
    BOOST_TEST(value_on(records, Fact::birth_date, date("2012-01-01")));
    BOOST_TEST(!value_on(records, Fact::birth_date, date("2012-01-01"), at("2025-12-31")));
}

BOOST_AUTO_TEST_CASE(the_order_in_which_facts_were_written_does_not_matter)
{
    BOOST_TEST(rc::check("order", [] {
        FactRecords records;
        for (int i = 0; i < 5; ++i) {
            const auto from = plus_days(date("2026-01-01"), *rc::gen::inRange(0, 10));
            const auto told = plus_days(date("2026-01-01"), i * 3);
            records.push_back({Fact::income_year, std::int64_t{i}, from, {}, start_of(told), "village"});
        }
        auto turned = records;
        std::ranges::reverse(turned);
        const auto day = plus_days(date("2026-01-01"), *rc::gen::inRange(0, 15));
        const auto* first = value_on(records, Fact::income_year, day);
        const auto* second = value_on(turned, Fact::income_year, day);
        const bool same = first ? second && *first == *second : !second;
        RC_ASSERT(same);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
