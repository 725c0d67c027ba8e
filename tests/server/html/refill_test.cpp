// A page with its form filled in again.
#include "server/html/refill.hpp"
#include <boost/test/unit_test.hpp>

using html::refilled;
using server::Form;

namespace {

std::string in_form(const std::string& inside, const std::string& action = "/a")
{
    return "<!doctype html><main><p title=\"x > y\">1 &lt; 2</p><form method=\"post\" action=\"" + action +
           "\" novalidate>" + inside + "</form></main>";
}

std::string filled(const std::string& inside, server::Pairs<std::string> sent)
{
    return refilled(in_form(inside), "/a", Form(std::move(sent))).value_or("none");
}

} // namespace

BOOST_AUTO_TEST_SUITE(refill)

BOOST_AUTO_TEST_CASE(texts_get_what_was_typed_escaped)
{
    const auto page = filled(R"(<input type="text" id="n" name="n" value="old" required><input name="m">)",
                             {{"n", "a\"<b>&'"}, {"m", "2"}});
    BOOST_TEST(page ==
               in_form(R"(<input id="n" name="n" required="" type="text" value="a&quot;&lt;b&gt;&amp;&#39;">)"
                       R"(<input name="m" value="2">)"));
}

BOOST_AUTO_TEST_CASE(a_text_of_several_lines_keeps_them)
{
    const auto page =
        filled(R"(<textarea name="t" rows="3">old <b></textarea><p>rest</p>)", {{"t", "\na\nb<"}});
    BOOST_TEST(page == in_form("<textarea name=\"t\" rows=\"3\">\n\na\nb&lt;</textarea><p>rest</p>"));
}

BOOST_AUTO_TEST_CASE(choices_and_check_boxes_are_as_they_were_sent)
{
    const auto page = filled(
        R"(<input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2">)"
        R"(<input type="checkbox" name="c" value="1" checked><input type="checkbox" name="c" value="2">)"
        R"(<select name="s"><option value="" selected>-</option><option value="x">X</option></select>)",
        {{"r", "2"}, {"c", "2"}, {"s", "x"}});
    BOOST_TEST(
        page ==
        in_form(
            R"(<input name="r" type="radio" value="1"><input name="r" type="radio" value="2" checked>)"
            R"(<input name="c" type="checkbox" value="1"><input name="c" type="checkbox" value="2" checked>)"
            R"(<select name="s"><option value="">-</option><option value="x" selected>X</option></select>)"));
}

BOOST_AUTO_TEST_CASE(fields_of_one_name_get_their_values_in_order)
{
    const auto page = filled(R"(<input name="n"><input name="n">)", {{"n", "1"}, {"n", "2"}});
    BOOST_TEST(page == in_form(R"(<input name="n" value="1"><input name="n" value="2">)"));
}

BOOST_AUTO_TEST_CASE(what_is_folded_away_is_shown)
{
    BOOST_TEST(filled("<details class=\"fold\"><summary>s</summary></details>", {{"n", "1"}}) ==
               in_form("<details class=\"fold\" open><summary>s</summary></details>"));
}

BOOST_AUTO_TEST_CASE(tokens_passwords_and_what_was_not_sent_stay)
{
    const auto* inside =
        R"(<input type="hidden" name="csrf" value="new"><input type="hidden" name="once" value="new">)"
        R"(<input type="password" name="p"><input type="text" name="other" value="as it was"><button name="act" value="x">B</button>)";
    BOOST_TEST(filled(inside, {{"csrf", "old"}, {"once", "old"}, {"p", "secret"}, {"act", "y"}}) ==
               in_form(inside));
}

BOOST_AUTO_TEST_CASE(the_version_that_was_seen_is_the_version_that_is_sent)
{
    BOOST_TEST(filled(R"(<input type="hidden" name="version" value="9">)", {{"version", "3"}}) ==
               in_form(R"(<input name="version" type="hidden" value="3">)"));
}

BOOST_AUTO_TEST_CASE(of_several_forms_it_is_the_one_of_the_same_hidden_fields)
{
    const auto one =
        R"(<input type="hidden" name="fact" value="age"><input type="hidden" name="version" value="2"><input name="value">)";
    const auto two =
        R"(<input type="hidden" name="fact" value="sex"><input type="hidden" name="version" value="2"><input name="value">)";
    const auto page = in_form(one) + in_form(two) + in_form(two, "/b");
    const auto done = refilled(page, "/a", Form({{"fact", "sex"}, {"version", "1"}, {"value", "7"}}));
    BOOST_REQUIRE(done.has_value());
    BOOST_TEST(done->starts_with(in_form(one)));
    BOOST_TEST(done->ends_with(in_form(two, "/b")));
    BOOST_TEST(done->find(R"(<input name="value" value="7">)") != done->npos);
}

BOOST_AUTO_TEST_CASE(a_page_without_that_form_is_none)
{
    BOOST_TEST(!refilled(in_form("", "/other"), "/a", Form()).has_value());
    BOOST_TEST(!refilled("<form method=\"get\" action=\"/a\"></form>", "/a", Form()).has_value());
    BOOST_TEST(!refilled("", "/a", Form()).has_value());
    BOOST_TEST(!refilled("<form method=\"post\" action=\"", "/a", Form()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
