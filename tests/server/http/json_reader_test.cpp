#include "server/http/json_reader.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace server;
using namespace std::string_literals;

static std::string why(std::string_view text)
{
    const auto read = read_json(text);
    return read ? "" : read.error().faults.front().key;
}

static std::string nested(std::size_t levels, const std::string& open, const std::string& close)
{
    std::string text;
    for (std::size_t i = 0; i < levels; ++i) text += open;
    text += "1";
    for (std::size_t i = 0; i < levels; ++i) text += close;
    return text;
}

BOOST_AUTO_TEST_SUITE(json_reader)

BOOST_AUTO_TEST_CASE(what_is_written_is_read)
{
    const auto read =
        read_json(R"({"name":"韦秀兰","fen":-90000,"list":[1,true,null,"\u97e6\ud83d\ude00"],"o":{}})");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->at("name") == "韦秀兰");
    BOOST_TEST(read->at("fen") == -90000);
    BOOST_TEST(read->at("list").at(3) == "韦😀");
    BOOST_TEST(read_json("  7\r\n\t").value() == 7);
}

BOOST_AUTO_TEST_CASE(thirty_two_levels_and_no_more)
{
    BOOST_TEST(why(nested(32, "[", "]")) == "");
    BOOST_TEST(why(nested(33, "[", "]")) == "error.json.depth");
    BOOST_TEST(why(nested(32, "{\"a\":", "}")) == "");
    BOOST_TEST(why(nested(33, "{\"a\":", "}")) == "error.json.depth");
    BOOST_TEST(why(std::string(200'000, '[')) == "error.json.depth");
}

BOOST_AUTO_TEST_CASE(a_key_written_twice_is_refused_in_whatever_way_it_is_written)
{
    BOOST_TEST(why(R"({"a":1,"a":2})") == "error.json.duplicate");
    BOOST_TEST(why(R"({"a":1,"\u0061":2})") == "error.json.duplicate");
    BOOST_TEST(why(R"([{"b":{"a":1,"c":1,"a":null}}])") == "error.json.duplicate");
    BOOST_TEST(why(R"([{"a":1},{"a":2}])") == "");
}

BOOST_AUTO_TEST_CASE(a_number_that_does_not_fit_is_refused)
{
    BOOST_TEST(read_json("9223372036854775807").value() == 9223372036854775807);
    BOOST_TEST(why("-9223372036854775808") == "");
    for (const auto* text : {"9223372036854775808", "-9223372036854775809", "18446744073709551616",
                             "100000000000000000000000000000000", "1e400", "-1e400"})
        BOOST_TEST(why(text) == "error.json.too_large_number", text);
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_refused)
{
    for (const auto* text :
         {"",      " ",         "{",      "}",         "[1,]",        "{\"a\":1,}",   "{'a':1}",  "{a:1}",
          "01",    "+1",        "1.",     ".5",        "NaN",         "Infinity",     "nul",      "[1 2]",
          "{} {}", "1 1",       "/*c*/1", "\"\\x41\"", "\"\\ud800\"", "\"\\udc00x\"", "\"a",      "\"\t\"",
          "[1}",   "\"\\u12\"", "--1",    "1e",        "tru",         "{\"a\"}",      "{\"a\":}", ","})
        BOOST_TEST(why(text) == "error.json.syntax", text);
}

BOOST_AUTO_TEST_CASE(nul_marks_and_broken_text_are_refused)
{
    BOOST_TEST(why("{}\0"s) == "error.json.nul");
    BOOST_TEST(why("\"a\0b\""s) == "error.json.nul");
    BOOST_TEST(why("\xEF\xBB\xBF{}") == "error.json.bom");
    BOOST_TEST(why("\"a\\u0000b\"") == "error.json.control");
    BOOST_TEST(why("{\"a\\u0000\":1}") == "error.json.control");
    BOOST_TEST(why("\"\\u001b[31m\"") == "error.json.control");
    for (const auto* text :
         {"\"\xFF\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", "\"\xE9\x9F\""})
        BOOST_TEST(why(text) == "error.json.utf8", text);
}

BOOST_AUTO_TEST_CASE(the_place_is_told_and_the_text_never)
{
    const auto read = read_json("{\"secret\":1,\n \"韦\": secret}");
    const auto& fault = read.error().faults.front();
    BOOST_TEST(fault.values.size() == 2u);
    BOOST_TEST(fault.values.at("line") == "2");
    BOOST_TEST(fault.values.at("column") == "7");
}

BOOST_AUTO_TEST_SUITE_END()
