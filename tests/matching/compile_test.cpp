#include "matching/compile.hpp"
#include "tests/matching/given.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace given;
using matching::compile;
using matching::plausible;

static const Divisions kDivisions({}, {{Area{522128000000}, kCounty}});

static Program serving(std::vector<Area> areas, ServedOf of = ServedOf::residence)
{
    auto program = given::program();
    program.areas = std::move(areas);
    program.served_of = of;
    return program;
}

BOOST_AUTO_TEST_SUITE(compile_test)

BOOST_AUTO_TEST_CASE(a_village_meets_what_serves_it_or_anything_above_it)
{
    const auto compiled =
        compile({serving({kCounty}), serving({kOtherCounty}), serving({}), serving({kVillage}),
                 serving({Area{522128000000}}), serving({kOtherCounty}, ServedOf::hukou),
                 serving({Area{520000000000}, kCounty}), serving({kOtherCounty}, ServedOf::incident),
                 serving({kOtherCounty}, ServedOf::village)},
                kDivisions);
    const std::vector<std::size_t> expected{0, 2, 3, 4, 5, 6};
    BOOST_TEST(plausible(compiled, "medical", kVillage) == expected, boost::test_tools::per_element());
    BOOST_TEST(plausible(compiled, "medical", kCounty).size() == 9U, "a county may hold any of its villages");
    BOOST_TEST(plausible(compiled, "medical", {}).size() == 9U);
    BOOST_TEST(plausible(compiled, "education", kVillage).empty());
}

BOOST_AUTO_TEST_CASE(a_program_with_two_purposes_for_one_need_is_met_once)
{
    auto program = serving({});
    program.purposes = {{"medical", true}, {"medical", false}};
    const auto compiled = compile({program}, kDivisions);
    BOOST_TEST(plausible(compiled, "medical", kVillage).size() == 1U);
    BOOST_TEST(plausible(compiled, "medical", kCounty).size() == 1U);
}

static bool contains(const std::vector<Fact>& facts, Fact fact)
{
    return std::ranges::count(facts, fact) == 1;
}

BOOST_AUTO_TEST_CASE(a_rule_reads_what_its_facts_are_computed_from_and_hang_on)
{
    const auto line = rules::leaf(Fact::income_less_rigid_per_head_month, Op::at_most,
                                  StandardOperand{StandardName::dibao_line, {}});
    const auto money = matching::facts_behind(line);
    for (const auto fact : {Fact::income_year, Fact::counted_members, Fact::rigid_medical_year,
                            Fact::residence_area, Fact::residence_kind})
        BOOST_TEST(contains(money, fact), row_of(fact).name);
    const auto stage = matching::facts_behind(Fact::cervical_stage);
    for (const auto fact : {Fact::cervical_stage, Fact::sex, Fact::age, Fact::birth_date, Fact::illnesses})
        BOOST_TEST(contains(stage, fact), row_of(fact).name);
    BOOST_TEST(!contains(stage, Fact::income_year));
}

BOOST_AUTO_TEST_SUITE_END()
