#include "server/formats/rule_json.hpp"
#include "tests/support/random_rules.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;
using nlohmann::json;

static const NamedRules& named_rules()
{
    static const NamedRules kNamed = [] {
        NamedRules rules;
        rules["poor"] = read_rule(json::parse(R"({"fact":"layers","has":["dibao","edge"]})"), {}).value();
        return rules;
    }();
    return kNamed;
}

static std::string refusal_of(std::string_view text)
{
    const auto rule = read_rule(json::parse(text), named_rules(), "/rule");
    if (rule) return "accepted";
    std::string told;
    for (const auto& fault : rule.error().faults)
        told += (told.empty() ? "" : " ") + fault.pointer + " " + fault.key;
    return told;
}

BOOST_AUTO_TEST_SUITE(rules_as_json)

BOOST_AUTO_TEST_CASE(the_design_example_reads_and_writes_back)
{
    const auto text = json::parse(R"({"all":[
        {"fact":"income_per_head_month","at_most":{"standard":"dibao_line","times":"1.5"}},
        {"fact":"layers","on":"2024-03-31","known":"then","has":["dibao","teku","monitored"]},
        {"person":{"all":[
            {"fact":"illnesses","has":"congenital_heart_disease"},
            {"fact":"birth_date","at_least":{"date":"first_entry","years":-15}},
            {"not":{"fact":"operated_for","has":"congenital_heart_disease"}}]}}]})");

    const auto rule = read_rule(text, {});

    BOOST_REQUIRE(rule);
    BOOST_TEST(rule->parts.size() == 3u);
    BOOST_CHECK(std::get<StandardOperand>(rule->parts[0].leaf.value).times == Times{15'000});
    BOOST_TEST(rule->parts[1].leaf.known_then);
    BOOST_CHECK(std::get<DateOperand>(rule->parts[2].parts[0].parts[1].leaf.value).years == -15);
    BOOST_CHECK(read_rule(write_rule(*rule), {}).value() == *rule);
}

BOOST_AUTO_TEST_CASE(a_named_rule_is_written_by_its_name)
{
    const auto rule =
        read_rule(json::parse(R"({"any":[{"named":"poor"},{"fact":"relocated","is":true}]})"), named_rules());

    BOOST_REQUIRE(rule);
    BOOST_CHECK(rule->parts[0].parts[0] == named_rules().at("poor"));
    BOOST_TEST(write_rule(*rule).dump() == R"({"any":[{"named":"poor"},{"fact":"relocated","is":true}]})");
}

BOOST_AUTO_TEST_CASE(an_empty_all_is_everybody_at_the_top_only)
{
    BOOST_TEST(refusal_of(R"({"all":[]})") == "accepted");
    BOOST_TEST(refusal_of(R"({"any":[]})") == "/rule/any error.rule.empty");
    BOOST_TEST(refusal_of(R"({"not":{"all":[]}})") == "/rule/not/all error.rule.empty");
}

BOOST_AUTO_TEST_CASE(null_means_absent)
{
    BOOST_TEST(refusal_of(R"({"fact":"layers","on":null,"known":null,"has":"dibao","is":null})") ==
               "accepted");
    BOOST_TEST(refusal_of(R"({"fact":"layers","has":null})") == "/rule error.rule.one_operator");
}

BOOST_AUTO_TEST_CASE(each_fault_names_its_place)
{
    const std::pair<const char*, const char*> kFaults[] = {
        {R"([])", "/rule error.rule.shape"},
        {R"({})", "/rule error.rule.shape"},
        {R"({"some":[]})", "/rule error.rule.shape"},
        {R"({"all":{}})", "/rule/all error.json.array"},
        {R"({"all":[{"fact":"relocated","is":true}],"any":[]})", "/rule/any error.json.unknown_member"},
        {R"({"fact":"wealth","is":1})", "/rule/fact error.rule.fact"},
        {R"({"fact":7,"is":1})", "/rule/fact error.rule.fact"},
        {R"({"fact":"relocated"})", "/rule error.rule.one_operator"},
        {R"({"fact":"income_year","at_least":1,"at_most":2})", "/rule error.rule.one_operator"},
        {R"({"fact":"relocated","is":1})", "/rule/is error.rule.value_type"},
        {R"({"fact":"relocated","in":true})", "/rule/in error.rule.operator"},
        {R"({"fact":"layers","is":"dibao"})", "/rule/is error.rule.operator"},
        {R"({"fact":"layers","has":"rich"})", "/rule/has error.rule.code"},
        {R"({"fact":"layers","has":[]})", "/rule/has error.rule.empty"},
        {R"({"fact":"layers","has":[1]})", "/rule/has error.rule.value_type"},
        {R"({"fact":"residence_kind","is":["urban","rural"]})", "/rule/is error.rule.value_type"},
        {R"({"fact":"residence_area","is":"5"})", "/rule/is error.rule.value_type"},
        {R"({"fact":"residence_area","in":[]})", "/rule/in error.rule.empty"},
        {R"({"fact":"income_year","at_least":1.5})", "/rule/at_least error.rule.value_type"},
        {R"({"fact":"income_year","at_least":18446744073709551615})", "/rule/at_least error.rule.value_type"},
        {R"({"fact":"income_year","at_least":-1})", "/rule/at_least error.rule.range"},
        {R"({"fact":"income_year","at_least":{"standard":"wealth"}})",
         "/rule/at_least/standard error.rule.standard"},
        {R"({"fact":"income_year","at_least":{"standard":"dibao_line","times":"1.23456"}})",
         "/rule/at_least/times error.rule.times"},
        {R"({"fact":"income_year","at_least":{"standard":"dibao_line","times":1.5}})",
         "/rule/at_least/times error.rule.times"},
        {R"({"fact":"income_year","at_least":{"standard":"dibao_line","plus":1}})",
         "/rule/at_least/plus error.json.unknown_member"},
        {R"({"fact":"income_year","at_least":{"fact":"counted_members"}})",
         "/rule/at_least error.rule.value_type"},
        {R"({"fact":"counted_members","at_least":{"standard":"dibao_line"}})",
         "/rule/at_least error.rule.value_type"},
        {R"({"fact":"counted_members","between":[1]})", "/rule/between error.rule.between"},
        {R"({"fact":"counted_members","between":[5,2]})", "/rule/between error.rule.between"},
        {R"({"fact":"counted_members","between":[2,2,"(]"]})", "/rule/between error.rule.between"},
        {R"({"fact":"counted_members","between":[1,2,"<>"]})", "/rule/between/2 error.rule.ends"},
        {R"({"fact":"last_disaster_date","at_least":"2026-02-30"})", "/rule/at_least error.json.date"},
        {R"({"fact":"last_disaster_date","at_least":{"date":"as_of","months":9999}})",
         "/rule/at_least/months error.json.range"},
        {R"({"fact":"layers","on":"yesterday","has":"dibao"})", "/rule/on error.json.date"},
        {R"({"fact":"layers","known":"now","has":"dibao"})", "/rule/known error.rule.known"},
        {R"({"fact":"age","at_least":18})", "/rule/fact error.rule.member_fact"},
        {R"({"member":{"member":{"fact":"age","at_least":18}}})", "/rule/member error.rule.nested_member"},
        {R"({"member":{"fact":"age","at_least":18},"at_least":0})", "/rule/at_least error.rule.at_least"},
        {R"({"member":{"fact":"age","at_least":18},"at_least":"two"})", "/rule/at_least error.json.number"},
        {R"({"person":{"fact":"age","at_least":18},"at_least":1})",
         "/rule/at_least error.json.unknown_member"},
        {R"({"named":"rich"})", "/rule/named error.rule.named"},
        {R"({"fact":"layers","has":"dibao","a/b~c":1})", "/rule/a~1b~0c error.json.unknown_member"},
    };
    for (const auto& [text, told] : kFaults) BOOST_TEST_CONTEXT(text) BOOST_TEST(refusal_of(text) == told);
}

BOOST_AUTO_TEST_CASE(all_faults_come_at_once)
{
    BOOST_TEST(refusal_of(R"({"all":[{"fact":"wealth","is":1},{"fact":"layers","has":7},{"not":{}}]})") ==
               "/rule/all/0/fact error.rule.fact /rule/all/1/has error.rule.value_type /rule/all/2/not "
               "error.rule.shape");
}

BOOST_AUTO_TEST_CASE(conditions_that_cannot_hold_together_are_refused)
{
    BOOST_TEST(
        refusal_of(
            R"({"all":[{"fact":"income_year","at_least":200},{"fact":"income_year","less_than":200}]})") ==
        "/rule/all/1 error.rule.contradiction");
}

BOOST_AUTO_TEST_CASE(depth_and_size_have_ends)
{
    std::string deep = R"({"fact":"relocated","is":true})";
    for (int i = 1; i < kMostRuleDepth; ++i) deep = R"({"not":)" + deep + "}";
    BOOST_TEST(refusal_of(deep) == "accepted");
    BOOST_TEST(refusal_of(R"({"not":)" + deep + "}").ends_with("error.rule.too_deep"));
    std::string wide = R"({"fact":"relocated","is":true})";
    for (int i = 2; i < kMostRuleNodes; ++i) wide += R"(,{"fact":"relocated","is":true})";
    BOOST_TEST(refusal_of(R"({"all":[)" + wide + "]}") == "accepted");
    BOOST_TEST(refusal_of(R"({"all":[)" + wide + R"(,{"fact":"relocated","is":true}]})") ==
               "/rule error.rule.too_large");
}

BOOST_AUTO_TEST_CASE(a_rule_about_one_member_stands_by_itself)
{
    const auto studying = json::parse(
        R"({"all":[{"fact":"enrolment_status","is":"enrolled"},{"fact":"age","between":[6,20]}]})");
    BOOST_CHECK(read_member_rule(studying, {}).value().parts.size() == 2);
    BOOST_CHECK(read_member_rule(json::parse(R"({"all":[]})"), {}).value() == Rule{});
    const auto nested = read_member_rule(json::parse(R"({"person":{"fact":"age","is":3}})"), {}, "/each");
    BOOST_REQUIRE(!nested);
    BOOST_TEST(nested.error().faults[0].pointer == "/each");
    BOOST_TEST(nested.error().faults[0].key == "error.rule.nested_member");
}

BOOST_AUTO_TEST_CASE(any_rule_reads_back_as_it_was_written)
{
    int accepted = 0;
    BOOST_TEST(rc::check("round trip", [&] {
        const auto rule = *tests::any_rule();
        const auto written = write_rule(rule);
        const auto read = read_rule(json::parse(written.dump()), {});
        const auto check = check_rule(rule);
        RC_ASSERT(read.has_value() == check.faults.empty());
        if (!read) return;
        ++accepted;
        RC_ASSERT(*read == rule);
        RC_ASSERT(write_rule(*read) == written);
    }));
    BOOST_TEST(accepted > 50);
}

BOOST_AUTO_TEST_SUITE_END()
