// Rules in words: what the templates make of each operator, and every rule of config/ in a file that people
// can read.
#include "server/formats/program_json.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/library/load.hpp"
#include "tests/support/random_rules.hpp"
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace models;
using namespace server;
using nlohmann::json;

static const html::Messages& messages()
{
    static const auto kMessages = html::Messages::built_in();
    return kMessages;
}

static const Library& library()
{
    static const auto kLibrary = load_library(nullptr);
    return *kLibrary;
}

static std::string say(Language language, std::string_view text)
{
    const auto rule = read_rule(json::parse(text), library().named_rules);
    BOOST_REQUIRE_MESSAGE(rule, text);
    return html::rule_sentence(messages(), language, *library().divisions, *rule);
}

static std::string zh(std::string_view text) { return say(Language::zh, text); }
static std::string en(std::string_view text) { return say(Language::en, text); }

BOOST_AUTO_TEST_SUITE(rule_sentences)

BOOST_AUTO_TEST_CASE(amounts_and_standards)
{
    const auto line = R"({"fact":"income_per_head_month","at_most":{"standard":"dibao_line","times":"1.5"}})";
    BOOST_TEST(zh(line) == "家庭月人均收入不超过当地低保标准的 1.5 倍");
    BOOST_TEST(en(line) == "The income per person a month is at most 1.5 times the local subsistence line");
    BOOST_TEST(zh(R"({"fact":"self_paid","at_least":2000000})") == "自付医疗费不低于 20,000 元");
    BOOST_TEST(en(R"({"fact":"self_paid","at_least":2000000})") ==
               "The medical cost borne by the family is at least ¥20,000");
    BOOST_TEST(zh(R"({"fact":"self_paid","between":[500000,1000000,"(]"]})") ==
               "自付医疗费高于 5,000 元、不超过 10,000 元");
    BOOST_TEST(zh(R"({"fact":"rigid_medical_year","more_than":{"fact":"income_year","times":"0.8"}})") ==
               "年医疗支出高于家庭年收入的 0.8 倍");
}

BOOST_AUTO_TEST_CASE(lists_and_codes)
{
    BOOST_TEST(zh(R"({"fact":"layers","has":["dibao","teku","edge"]})") == "救助类别为低保、特困或低保边缘");
    BOOST_TEST(en(R"({"fact":"layers","has":["dibao","teku","edge"]})") ==
               "The household's category is subsistence, destitute or near-line");
    BOOST_TEST(zh(R"({"not":{"fact":"relocated","is":true}})") == "不是易地扶贫搬迁家庭");
    BOOST_TEST(zh(R"({"fact":"residence_area","in":["52","520324103"]})") == "居住在贵州省或正安县安场镇");
}

BOOST_AUTO_TEST_CASE(ages_and_birthdays)
{
    BOOST_TEST(zh(R"({"person":{"fact":"age","at_least":60}})") == "需要帮助的成员年满 60 周岁");
    BOOST_TEST(zh(R"({"person":{"fact":"age","at_most":18}})") == "需要帮助的成员未满 19 周岁");
    BOOST_TEST(zh(R"({"person":{"fact":"age","on":"2025-09-01","less_than":18}})") ==
               "需要帮助的成员 2025年9月1日时未满 18 周岁");
    BOOST_TEST(en(R"({"person":{"fact":"age","on":"2025-09-01","less_than":18}})") ==
               "The person in need is under 18 on 1 Sep 2025");
    BOOST_TEST(zh(R"({"person":{"fact":"birth_date","at_least":{"date":"first_entry","years":-19}}})") ==
               "需要帮助的成员首次登记时不超过 19 周岁（生日当天仍算）");
    BOOST_TEST(zh(R"({"person":{"fact":"birth_date","more_than":{"date":"as_of","years":-14}}})") ==
               "需要帮助的成员未满 14 周岁");
    BOOST_TEST(zh(R"({"person":{"fact":"birth_date","at_least":"2008-01-01"}})") ==
               "需要帮助的成员 2008年1月1日及以后出生");
    BOOST_TEST(zh(R"({"person":{"fact":"age","between":[6,20]}})") ==
               "需要帮助的成员年龄在 6 到 20 周岁之间");
}

BOOST_AUTO_TEST_CASE(dates_of_the_household)
{
    BOOST_TEST(zh(R"({"fact":"last_disaster_date","at_least":{"date":"as_of","months":-6}})") ==
               "最近一次受灾日期在最近 6 个月以内");
    BOOST_TEST(en(R"({"fact":"last_disaster_date","at_least":{"date":"as_of","months":-1}})") ==
               "The date of the last disaster is within the last 1 month");
    BOOST_TEST(zh(R"({"fact":"layers","on":"2024-03-31","known":"then","has":"dibao"})") ==
               "2024年3月31日时救助类别为低保（只看当时已登记的）");
}

BOOST_AUTO_TEST_CASE(members_some_every_and_none)
{
    const auto disabled =
        R"({"member":{"all":[{"fact":"age","less_than":14},{"fact":"disabilities","has":["limb_1","vision_1"]}]}})";
    BOOST_TEST(zh(disabled) == "家中至少有 1 名未满 14 周岁且有肢体一级残疾或视力一级残疾的成员");
    BOOST_TEST(en(disabled) == "At least one member of the household is under 14 and has limb disability of "
                               "level 1 or visual disability of level 1");
    BOOST_TEST(zh(R"({"member":{"fact":"enrolment_status","is":"enrolled"},"at_least":2})") ==
               "家中至少有 2 名就学状态为在读的成员");
    BOOST_TEST(zh(R"({"not":{"member":{"fact":"able_to_work","is":true}}})") == "家中没有成员有劳动能力");
    BOOST_TEST(zh(R"({"not":{"member":{"not":{"fact":"able_to_work","is":false}}}})") ==
               "家中每名成员都没有劳动能力");
    BOOST_TEST(en(R"({"not":{"member":{"not":{"fact":"able_to_work","is":false}}}})") ==
               "Every member of the household is not able to work");
}

BOOST_AUTO_TEST_CASE(all_any_and_not_keep_their_meaning)
{
    BOOST_TEST(
        zh(R"({"all":[{"fact":"relocated","is":true},{"any":[{"fact":"urgent","is":true},{"fact":"able_to_raise","is":true}]}]})") ==
        "是易地扶贫搬迁家庭；（需求紧急，或者有条件饲养牲畜）");
    BOOST_TEST(
        zh(R"({"not":{"any":[{"fact":"relocated","is":true},{"fact":"self_paid","at_least":100}]}})") ==
        "不是易地扶贫搬迁家庭，自付医疗费低于 1 元");
    BOOST_TEST(zh(R"({"all":[]})") == "不设条件");
    BOOST_TEST(zh(R"({"named":"dibao_or_teku"})") == "属于低保或特困家庭（救助类别为低保或特困）");
}

// Whatever a charity writes, it can be read: no rule is without words, none shows a bare key or an unfilled
// place.
BOOST_AUTO_TEST_CASE(every_rule_has_a_sentence)
{
    BOOST_TEST(rc::check("sentences", [] {
        const auto rule = *tests::any_rule();
        for (const auto language : {Language::zh, Language::en}) {
            const auto text = html::rule_sentence(messages(), language, *library().divisions, rule);
            RC_ASSERT(!text.empty());
            RC_ASSERT(text.find("{{") == std::string::npos);
            RC_ASSERT(text.find("fact.") == std::string::npos);
            RC_ASSERT(text.find("  ") == std::string::npos);
        }
    }));
}

BOOST_AUTO_TEST_CASE(every_value_has_words)
{
    BOOST_TEST(rc::check("values", [] {
        for (const auto& row : all_facts())
            for (const auto language : {Language::zh, Language::en})
                RC_ASSERT(!html::fact_value(messages(), language, *library().divisions, row.fact,
                                            *tests::any_value_of(row))
                               .empty());
    }));
}

BOOST_AUTO_TEST_CASE(a_leaf_in_the_table)
{
    using matching::Known;
    const auto rule =
        read_rule(
            json::parse(
                R"({"all":[{"fact":"income_per_head_month","at_most":{"standard":"dibao_line","times":"1.5"}},
        {"person":{"not":{"fact":"operated_for","has":"congenital_heart_disease"}}},{"fact":"relocated","is":true}]})"),
            {})
            .value();
    const auto& areas = *library().divisions;
    matching::LeafFound income{&rule.parts[0].leaf,
                               0,
                               matching::Verdict::yes,
                               {Known::yes, std::int64_t{80'600}, {}},
                               Money{85'225}};
    BOOST_TEST(html::fact_label(messages(), Language::en, Fact::income_per_head_month) ==
               "Income per person a month");
    BOOST_TEST(html::requirement(messages(), Language::zh, areas, income) ==
               "≤ 852.25 元/月（当地低保标准的 1.5 倍）");
    BOOST_TEST(html::finding(messages(), Language::zh, areas, income) == "806.00 元/月");
    BOOST_TEST(html::finding(messages(), Language::en, areas, income) == "¥806.00 a month");

    const auto& operated = rule.parts[1].parts[0].parts[0].leaf;
    const matching::LeafFound surgery{&operated, 4, matching::Verdict::unknown, {}, {}};
    BOOST_CHECK(html::sense_of(rule, operated) == html::Sense::negated);
    BOOST_CHECK(html::sense_of(rule, rule.parts[0].leaf) == html::Sense::as_written);
    BOOST_TEST(html::requirement(messages(), Language::zh, areas, surgery, html::Sense::negated) ==
               "还没有为先天性心脏病做过手术");
    BOOST_TEST(html::finding(messages(), Language::zh, areas, surgery) == "不知道");

    const matching::LeafFound moved{
        &rule.parts[2].leaf, 0, matching::Verdict::no, {Known::not_applicable, {}, {}}, {}};
    BOOST_TEST(html::requirement(messages(), Language::zh, areas, moved) == "是");
    BOOST_TEST(html::finding(messages(), Language::zh, areas, moved) == "不适用");
}

BOOST_AUTO_TEST_CASE(both_ends_of_an_interval_have_their_own_amount)
{
    const auto rule = read_rule(json::parse(R"({"fact":"income_per_head_month","between":
        [{"standard":"dibao_line"},{"standard":"dibao_line","times":"1.5"}]})"),
                                {})
                          .value();
    const matching::LeafFound income{&rule.leaf, 0, matching::Verdict::no, {}, Money{56'817}, Money{85'225}};
    BOOST_TEST(html::requirement(messages(), Language::zh, *library().divisions, income) ==
               "568.17 元/月（当地低保标准）至 852.25 元/月（当地低保标准的 1.5 倍）");
}

BOOST_AUTO_TEST_CASE(questions_name_the_person)
{
    BOOST_TEST(html::question(messages(), Language::zh, Fact::operated_for, "6 岁的孙子") ==
               "6 岁的孙子做过手术吗？");
    BOOST_TEST(html::question(messages(), Language::zh, Fact::operated_for) == "这位成员做过手术吗？");
    BOOST_TEST(html::question(messages(), Language::en, Fact::operated_for, "the 6-year-old") ==
               "Has the 6-year-old had surgery?");
}

BOOST_AUTO_TEST_CASE(codes_have_words_and_texts_stay)
{
    BOOST_TEST(html::word(messages(), Language::en, "document", "id_card") == "identity card");
    BOOST_TEST(html::word(messages(), Language::en, "document", "村委会证明") == "村委会证明");
    BOOST_TEST(html::within_text(messages(), Language::zh, "12 months") == "12 个月内");
    BOOST_TEST(html::within_text(messages(), Language::en, "1 months") == "within 1 month");
    BOOST_TEST(html::within_text(messages(), Language::zh, "life") == "终身");
}

// tests/fixtures/program_sentences.txt is written anew by PARASOL_WRITE_FIXTURES=1; read the difference
// before keeping it.
BOOST_AUTO_TEST_CASE(the_programs_of_config_in_words)
{
    std::ostringstream told;
    for (const auto& [organization, program] : config_programs(library())) {
        told << program.code << "  " << program.name.zh << " / " << program.name.en << "\n";
        for (const auto language : {Language::zh, Language::en})
            told << "  " << html::rule_sentence(messages(), language, *library().divisions, program.rule)
                 << "\n";
    }
    const std::string path = SOURCE_DIR "/tests/fixtures/program_sentences.txt";
    if (std::getenv("PARASOL_WRITE_FIXTURES")) std::ofstream(path) << told.str();
    std::ifstream file(path);
    const std::string kept{std::istreambuf_iterator<char>(file), {}};
    std::istringstream now_lines(told.str()), kept_lines(kept);
    for (std::string now, before; std::getline(now_lines, now);) {
        std::getline(kept_lines, before);
        BOOST_TEST(now == before);
    }
    BOOST_TEST(kept.size() == told.str().size());
}

BOOST_AUTO_TEST_SUITE_END()
