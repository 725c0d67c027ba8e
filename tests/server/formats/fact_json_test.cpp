#include "server/formats/fact_json.hpp"
#include "tests/support/random_rules.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;
using nlohmann::json;
using namespace std::chrono;

static const Told kTold{Date{year{2026} / 11 / 24}, parse_time("2026-11-24T09:00:00+08:00").value(),
                        "village"};

static std::string refusal_of(FactLevel level, std::string_view text)
{
    std::vector<Fault> faults;
    read_facts(json::parse(text), level, "/facts", kTold, faults);
    std::string told;
    for (const auto& fault : faults) told += (told.empty() ? "" : " ") + fault.pointer + " " + fault.key;
    return told.empty() ? "accepted" : told;
}

BOOST_AUTO_TEST_SUITE(facts_as_json)

BOOST_AUTO_TEST_CASE(each_fault_names_its_place)
{
    const std::tuple<FactLevel, const char*, const char*> kFaults[] = {
        {FactLevel::household, R"([])", "/facts error.json.object"},
        {FactLevel::household, R"({"wealth":1})", "/facts/wealth error.fact.unknown"},
        {FactLevel::household, R"({"income_year":1})", "/facts/income_year error.fact.unknown"},
        {FactLevel::household, R"({"relocated_fen":1})", "/facts/relocated_fen error.fact.unknown"},
        {FactLevel::household, R"({"age":1})", "/facts/age error.fact.unknown"},
        {FactLevel::household, R"({"income_per_head_month_fen":1})",
         "/facts/income_per_head_month_fen error.fact.unknown"},
        {FactLevel::member, R"({"relocated":true})", "/facts/relocated error.fact.unknown"},
        {FactLevel::household, R"({"relocated":1})", "/facts/relocated error.fact.type"},
        {FactLevel::household, R"({"income_year_fen":1.5})", "/facts/income_year_fen error.fact.type"},
        {FactLevel::household, R"({"income_year_fen":-1})", "/facts/income_year_fen error.fact.range_yuan"},
        {FactLevel::household, R"({"income_year_fen":1000000000001})",
         "/facts/income_year_fen error.fact.range_yuan"},
        {FactLevel::household, R"({"counted_members":0})", "/facts/counted_members error.fact.range"},
        {FactLevel::household, R"({"residence_kind":"sea"})", "/facts/residence_kind error.fact.code"},
        {FactLevel::household, R"({"layers":["dibao","rich"]})", "/facts/layers error.fact.code"},
        {FactLevel::household, R"({"layers":"dibao"})", "/facts/layers error.fact.type"},
        {FactLevel::household, R"({"layers":{"codes":["dibao"],"complete":"yes"}})",
         "/facts/layers error.fact.type"},
        {FactLevel::household, R"({"layers":{"codes":["dibao"],"whole":true}})",
         "/facts/layers error.fact.type"},
        {FactLevel::household, R"({"last_disaster_date":"2025-02-29"})",
         "/facts/last_disaster_date error.fact.type"},
        {FactLevel::household, R"({"relocated":{"value":true,"from":"2026-13-01"}})",
         "/facts/relocated/from error.json.date"},
        {FactLevel::household, R"({"relocated":{"value":true,"from":"2026-01-02","until":"2026-01-02"}})",
         "/facts/relocated/until error.fact.dates"},
        {FactLevel::household, R"({"relocated":{"value":1,"since":"x"}})",
         "/facts/relocated/since error.json.unknown_member /facts/relocated/value error.fact.type"},
        {FactLevel::member, R"({"sex":{"value":"male","from":"2020-01-01"}})",
         "/facts/sex/from error.json.unknown_member"},
        {FactLevel::member, R"({"hukou_area":"52032"})", "/facts/hukou_area error.fact.type"},
    };
    for (const auto& [level, text, told] : kFaults)
        BOOST_TEST_CONTEXT(text) BOOST_TEST(refusal_of(level, text) == told);
}

BOOST_AUTO_TEST_CASE(what_is_out_of_range_is_told_in_yuan)
{
    std::vector<Fault> faults;
    read_facts(json::parse(R"({"income_year_fen":-1})"), FactLevel::household, "", kTold, faults);
    BOOST_REQUIRE(faults.size() == 1u);
    BOOST_TEST(faults[0].values["low"] == "0.00");
    BOOST_TEST(faults[0].values["high"] == "10000000000.00");
}

BOOST_AUTO_TEST_CASE(a_plain_list_is_complete_and_null_is_nothing)
{
    std::vector<Fault> faults;
    const auto facts = read_facts(json::parse(R"({"layers":["edge","edge"],"relocated":null})"),
                                  FactLevel::household, "", kTold, faults);
    BOOST_TEST(faults.empty());
    BOOST_REQUIRE(facts.size() == 1u);
    BOOST_CHECK((facts[0].value == FactValue{CodeList{{"edge"}, true}}));
    BOOST_CHECK(facts[0].valid_from == kTold.from);
}

BOOST_AUTO_TEST_CASE(the_newest_record_is_written_with_its_dates)
{
    const auto old_day = Date{year{2024} / 1 / 1}, new_day = Date{year{2026} / 5 / 1};
    const FactRecords records{{Fact::relocated, std::int64_t{1}, new_day, {}, kTold.at, "village"},
                              {Fact::relocated, std::int64_t{0}, old_day, new_day, kTold.at, "village"}};
    BOOST_TEST(write_facts(records).dump() ==
               R"({"relocated":{"from":"2026-05-01","until":null,"value":true}})");
}

BOOST_AUTO_TEST_CASE(every_fact_of_the_table_goes_both_ways)
{
    BOOST_TEST(rc::check("values, records and dates", [] {
        for (const auto& row : all_facts()) {
            if (row.derived) continue;
            const auto value = *tests::any_value_of(row);
            std::vector<Fault> faults;
            const json facts{{member_name(row), write_fact_value(row, value)}};
            const auto read = read_facts(json::parse(facts.dump()), row.level, "", kTold, faults);
            RC_ASSERT(faults.empty());
            RC_ASSERT(read.size() == 1U);
            RC_ASSERT(read[0].value == value);
            RC_ASSERT(write_facts(read) == facts);
            RC_ASSERT(read_records(json::parse(write_records(read).dump())) == read);
        }
    }));
}

BOOST_AUTO_TEST_CASE(a_stored_fact_that_is_not_ours_stops)
{
    const auto stored = json::parse(
        R"([{"fact":"wealth","value":1,"from":"2026-01-01","until":null,"recorded_at":0,"source":"x"}])");
    BOOST_CHECK_THROW(read_records(stored), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
