// Texts in two languages: what stops the start, and how places and counts are filled in.
#include "server/html/messages.hpp"
#include <boost/test/unit_test.hpp>

using html::Files;
using html::Messages;
using server::Language;

static std::string wrong_with(const Files& files)
{
    try {
        const Messages messages(files);
    } catch (const std::runtime_error& wrong) {
        return wrong.what();
    }
    return "";
}

static Messages few()
{
    return Messages(
        {{"zh/a.json", R"({"hello":"{{name}}，您好","days_one":"{{count}} 天","days_other":"{{count}} 天"})"},
         {"en/a.json", R"({"hello":"Hello {{name}}","days_one":"one day","days_other":"{{count}} days"})"}});
}

BOOST_AUTO_TEST_SUITE(messages)

BOOST_AUTO_TEST_CASE(the_built_in_ones_are_the_same_in_both_languages)
{
    const auto built_in = Messages::built_in();
    BOOST_TEST(built_in.has("page.skip"));
    BOOST_TEST(built_in.catalog(Language::zh).size() == built_in.catalog(Language::en).size());
}

BOOST_AUTO_TEST_CASE(places_are_filled_in)
{
    BOOST_TEST(few().text(Language::zh, "hello", {{"name", "石玉兰"}}) == "石玉兰，您好");
    BOOST_TEST(few().text(Language::en, "hello", {{"name", "{{name}}"}}) == "Hello {{name}}");
    BOOST_TEST(few().text(Language::en, "hello") == "Hello {{name}}");
}

BOOST_AUTO_TEST_CASE(a_count_picks_its_text)
{
    BOOST_TEST(few().text(Language::en, "days", {{"count", "1"}}) == "one day");
    BOOST_TEST(few().text(Language::en, "days", {{"count", "2"}}) == "2 days");
    BOOST_TEST(few().text(Language::zh, "days", {{"count", "1"}}) == "1 天");
    BOOST_TEST(few().has("days"));
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_a_broken_program)
{
    BOOST_TEST(!few().has("bye"));
    BOOST_CHECK_THROW(few().text(Language::zh, "bye"), std::logic_error);
    BOOST_CHECK_THROW(few().text(Language::zh, "days"), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_fault_becomes_its_sentence)
{
    BOOST_TEST(html::sentence(few(), Language::zh, {"hello", "/name", {{"name", "韦秀兰"}}}) ==
               "韦秀兰，您好");
}

BOOST_AUTO_TEST_CASE(catalogs_that_differ_stop_the_start)
{
    BOOST_TEST(wrong_with({{"zh/a.json", R"({"a":"一"})"}, {"en/a.json", "{}"}}) ==
               "config/messages: a is missing in en");
    BOOST_TEST(wrong_with({{"zh/a.json", "{}"}, {"en/a.json", R"({"a":"one"})"}}) ==
               "config/messages: a is missing in zh");
    BOOST_TEST(wrong_with({{"zh/a.json", R"({"a":"{{n}} 人"})"}, {"en/a.json", R"({"a":"people"})"}}) ==
               "config/messages: a has other {{places}} in zh than in en");
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read_stop_the_start)
{
    BOOST_TEST(wrong_with({{"zh/a.json", "["}}) == "config/messages: zh/a.json is not a JSON object");
    BOOST_TEST(wrong_with({{"zh/a.json", R"({"a":""})"}}) == "config/messages: zh/a.json: a has no text");
    BOOST_TEST(wrong_with({{"zh/a.json", R"({"a":"一"})"}, {"zh/b.json", R"({"a":"二"})"}}) ==
               "config/messages: zh/b.json: a is there twice");
}

BOOST_AUTO_TEST_SUITE_END()
