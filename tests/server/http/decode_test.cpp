#include "server/http/decode.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace server;

static std::string why(const models::Result<Form>& form)
{
    return form ? "" : form.error().faults.front().key;
}

BOOST_AUTO_TEST_SUITE(decoding)

BOOST_AUTO_TEST_CASE(percent_signs_become_bytes)
{
    BOOST_TEST(percent_decoded("%E9%9F%A6a%2Fb", Plus::stays).value() == "韦a/b");
    BOOST_TEST(percent_decoded("a+b", Plus::stays).value() == "a+b");
    BOOST_TEST(percent_decoded("a+b%2B", Plus::is_space).value() == "a b+");
    BOOST_TEST(percent_decoded("", Plus::stays).value() == "");
}

BOOST_AUTO_TEST_CASE(a_percent_sign_without_two_digits_is_nothing)
{
    for (const auto* text : {"%", "%4", "a%", "%zz", "%4g", "%-1", "% 41", "%%41"})
        BOOST_TEST(!percent_decoded(text, Plus::is_space).has_value(), text);
}

BOOST_AUTO_TEST_CASE(what_is_encoded_is_decoded_again)
{
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    BOOST_TEST(percent_decoded(percent_encoded(all), Plus::is_space).value() == all);
    BOOST_TEST(percent_encoded("aZ09-._~") == "aZ09-._~");
    BOOST_TEST(percent_encoded("&=\r\n\"<") == "%26%3D%0D%0A%22%3C");
}

BOOST_AUTO_TEST_CASE(a_form_keeps_the_order_and_the_repeated_names)
{
    const auto form = read_form("need=medical&need=study&&name=%E9%9F%A6+%E5%85%B0&empty=&bare").value();
    BOOST_TEST(form.fields().size() == 5u);
    BOOST_TEST(form.text("name") == "韦 兰");
    BOOST_TEST((form.all("need") == std::vector<std::string>{"medical", "study"}));
    BOOST_TEST(form.has("empty"));
    BOOST_TEST(form.has("bare"));
    BOOST_TEST(!form.has("nee"));
}

BOOST_AUTO_TEST_CASE(an_equals_sign_in_a_value_stays)
{
    BOOST_TEST(read_form("a=b=c").value().text("a") == "b=c");
    BOOST_TEST(read_form("%61=1").value().text("a") == "1");
}

BOOST_AUTO_TEST_CASE(line_ends_of_a_browser_become_plain_ones)
{
    BOOST_TEST(read_form("note=a%0D%0Ab").value().fields().front().second == "a\nb");
}

BOOST_AUTO_TEST_CASE(bad_percent_signs_are_refused)
{
    for (const auto* text : {"a=%", "a=%G1", "%=1", "a=1&b=%2"})
        BOOST_TEST(why(read_form(text)) == "error.form.percent", text);
}

BOOST_AUTO_TEST_CASE(what_is_not_text_is_refused)
{
    for (const auto* text : {"a=%00", "%00=a", "a=%1B%5B31m", "a=%07", "a=%FF", "a=%C0%AF", "a=%ED%A0%80",
                             "a=%F4%90%80%80", "a=%E9%9F", "a=\xFF"})
        BOOST_TEST(why(read_form(text)) == "error.form.characters", text);
}

BOOST_AUTO_TEST_CASE(two_thousand_fields_and_no_more)
{
    std::string many;
    for (int i = 0; i < 2000; ++i) many += "a=1&";
    BOOST_TEST(read_form(many).value().fields().size() == 2000u);
    BOOST_TEST(why(read_form(many + "a=1")) == "error.form.too_many");
}

BOOST_AUTO_TEST_CASE(a_cookie_is_found_by_its_whole_name)
{
    BOOST_TEST(cookie_in("lang=en; parasol=abc; large=1", "parasol") == "abc");
    BOOST_TEST(cookie_in("xparasol=1;parasol=2", "parasol") == "2");
    BOOST_TEST(cookie_in("parasol=first; parasol=second", "parasol") == "first");
    BOOST_TEST(cookie_in("__Host-parasol=x", "parasol") == "");
    BOOST_TEST(cookie_in("PARASOL=x", "parasol") == "");
    BOOST_TEST(cookie_in("a=b=c", "a") == "b=c");
    for (const auto* field : {"", ";", "=", ";;=;", "parasol", "parasol="})
        BOOST_TEST(cookie_in(field, "parasol") == "", field);
}

BOOST_AUTO_TEST_CASE(the_first_language_we_speak_is_taken_and_chinese_otherwise)
{
    BOOST_TEST((language_in("en-US,en;q=0.9,zh;q=0.8") == Language::en));
    BOOST_TEST((language_in("fr, en;q=0.5, zh;q=0.4") == Language::en));
    BOOST_TEST((language_in("zh-Hans-CN") == Language::zh));
    for (const auto* field : {"", "fr", "*", ",,,", ";;", "e", "\xFF\xFE"})
        BOOST_TEST((language_in(field) == Language::zh), field);
}

BOOST_AUTO_TEST_SUITE_END()
