// Templates: what they print, how it is escaped, and what they refuse at the start or when they are checked.
#include "server/html/templates.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using html::Checking;
using html::Files;
using html::Templates;
using nlohmann::json;
using server::Language;

static const html::Messages& texts()
{
    static const html::Messages kTexts(
        {{"zh/a.json", R"({"a.b":"甲 & {{days}} 天"})"}, {"en/a.json", R"({"a.b":"A & {{days}} days"})"}});
    return kTexts;
}

static Templates templates_of(const std::string& text, Files files = {}, Checking checking = Checking::strict)
{
    files["x/page"] = "<!doctype html>" + text;
    return Templates(files, texts(), checking);
}

static std::string printed(const std::string& text, const json& view, Language language = Language::zh)
{
    return templates_of(text).expand(language, "x/page", view).substr(15);
}

static bool refused(const std::string& text)
{
    try {
        templates_of(text);
    } catch (const std::runtime_error&) {
        return true;
    }
    return false;
}

static bool differs(const std::string& text, const json& view)
{
    try {
        printed(text, view);
    } catch (const std::logic_error&) {
        return true;
    }
    return false;
}

BOOST_AUTO_TEST_SUITE(templates)

BOOST_AUTO_TEST_CASE(values_are_escaped_where_they_stand)
{
    const json view{{"v", "<b>\"'&"}};
    BOOST_TEST(printed("<p>{{v}}</p>", view) == "<p>&lt;b&gt;&quot;&#39;&amp;</p>");
    BOOST_TEST(printed("<p title=\"{{v}}\"></p>", view) == "<p title=\"&lt;b&gt;&quot;&#39;&amp;\"></p>");
    BOOST_TEST(printed("<a href=\"/x?q={{v:url_query_escape}}\">x</a>", {{"v", "a&b=石"}}) ==
               "<a href=\"/x?q=a%26b%3D%E7%9F%B3\">x</a>");
}

BOOST_AUTO_TEST_CASE(an_address_cannot_become_a_script)
{
    BOOST_TEST(printed("<a href=\"{{v}}\">x</a>", {{"v", "javascript:alert(1)"}}) == "<a href=\"#\">x</a>");
    BOOST_TEST(printed("<a href=\"{{v}}\">x</a>", {{"v", "/a?b=1&c=2"}}) ==
               "<a href=\"/a?b=1&amp;c=2\">x</a>");
}

BOOST_AUTO_TEST_CASE(the_lines_of_a_text_area_stay)
{
    BOOST_TEST(printed("<textarea>{{v:pre_escape}}</textarea>", {{"v", "a\n<b>"}}) ==
               "<textarea>a\n&lt;b&gt;</textarea>");
    BOOST_TEST(refused("<textarea>{{v}}</textarea>"));
}

BOOST_AUTO_TEST_CASE(texts_stand_in_their_language_with_their_places)
{
    const json view{{"days", "<3"}};
    BOOST_TEST(printed("<p>{{t:a.b}}</p>", view) == "<p>甲 &amp; &lt;3 天</p>");
    BOOST_TEST(printed("<p>{{t:a.b}}</p>", view, Language::en) == "<p>A &amp; &lt;3 days</p>");
    BOOST_TEST(refused("<p>{{t:a.c}}</p>"));
}

BOOST_AUTO_TEST_CASE(sections_repeat_and_open)
{
    const auto text =
        "{{#rows}}<i>{{n}}{{#odd}}!{{/odd}}</i>{{/rows}}{{#none}}-{{/none}}{{#one}}{{n}}{{/one}}";
    const json view{
        {"rows", {{{"n", 1}, {"odd", true}}, {{"n", 2}, {"odd", false}}}}, {"none", false}, {"one", nullptr}};
    BOOST_TEST(printed(text, view) == "<i>1!</i><i>2</i>");
    BOOST_TEST(printed(text, {{"rows", json::array()}, {"none", true}, {"one", {{"n", "x"}}}}) == "-x");
}

BOOST_AUTO_TEST_CASE(pages_stand_in_the_layout_and_share_parts)
{
    const Files files{{"shared/layout", "<body>{{> content}}</body>"},
                      {"shared/part", "<b>{{v}}</b>"},
                      {"a/b", "<p>{{> shared/part}}</p>"}};
    const Templates templates(files, texts());
    BOOST_TEST(templates.expand(Language::zh, "a/b", {{"v", "&"}}) == "<body><p><b>&amp;</b></p></body>");
    BOOST_TEST(templates.has("a/b"));
    BOOST_TEST(!templates.has("shared/part"));
    BOOST_TEST(!templates.is_whole_document("a/b"));
    BOOST_CHECK_THROW(templates.expand(Language::zh, "a/c", {}), std::logic_error);
}

BOOST_AUTO_TEST_CASE(what_would_pass_in_silence_is_refused)
{
    for (const auto* text :
         {"{{^x}}{{/x}}", "{{.}}", "{{x-y}}", "{{x:none}}", "{{{x}}}", "{{>x}}", "{{> shared/none}}",
          "{{#x}}", "{{/x}}", "{{#x}}{{#y}}{{/x}}{{/y}}", "{{x", "{{=<% %>=}}",
          "{{%AUTOESCAPE context=\"HTML\"}}", "{{! note }}", "{{}}", "{{s:none.css}}", "{{i:no-such-icon}}"})
        BOOST_TEST(refused(text), text);
}

BOOST_AUTO_TEST_CASE(html_that_escaping_would_not_save_is_refused)
{
    for (const auto* text :
         {"<a href={{x}}>x</a>", "<p title={{x}}>", "<p title='{{x}}'>", "<p {{x}}>",
          "<p style=\"width:1px\">", "<p onclick=\"x()\">", "<script>x()</script>", "<style>p{}</style>",
          "<a href=\"{{x}}{{y}}\">x</a>", "<a href=\"//{{x}}\">x</a>", "<a href=\"/{{x}}\">x</a>",
          "<a href=\"{{#a}}{{x}}{{/a}}\">x</a>", "<a href=\"https://{{x}}\">x</a>",
          "<button formaction=\"{{x}}\">", "<img srcset=\"{{x}}\">", "<a href=\"/y?q={{x}}\">x</a>",
          "<p title=\"x"})
        BOOST_TEST(refused(text), text);
    BOOST_TEST(
        !refused("<option value=\"{{x}}\"{{#s}} selected{{/s}}>{{l}}</option><a href=\"/x/{{id}}/y\">z</a>"));
}

BOOST_AUTO_TEST_CASE(a_name_that_only_one_side_has_is_told)
{
    BOOST_TEST(differs("{{a}}", json::object()));
    BOOST_TEST(differs("{{a}}", {{"a", nullptr}}));
    BOOST_TEST(differs("{{a}}", {{"a", "1"}, {"b", "2"}}));
    BOOST_TEST(differs("{{#rows}}{{a}}{{/rows}}", {{"rows", {{{"b", "1"}}}}}));
    BOOST_TEST(differs("{{#rows}}{{a}}{{/rows}}", {{"rows", {{{"a", "1"}, {"b", "1"}}}}}));
    BOOST_TEST(differs("{{#rows}}{{a}}{{/rows}}", {{"rows", {"1"}}}));
    BOOST_TEST(differs("{{#s}}x{{/s}}", json::object()));
    BOOST_TEST(differs("{{#s}}x{{/s}}", {{"s", "text"}}));
    BOOST_TEST(!differs("{{o}}{{#rows}}{{a}}{{o}}{{/rows}}", {{"o", 1}, {"rows", {{{"a", "1"}}}}}));
}

BOOST_AUTO_TEST_CASE(a_closed_section_does_not_show_the_outer_one)
{
    BOOST_TEST(
        differs("{{#s}}{{#rows}}{{#s}}x{{/s}}{{/rows}}{{/s}}", {{"s", true}, {"rows", {{{"s", false}}}}}));
}

BOOST_AUTO_TEST_CASE(unchecked_templates_leave_out_what_is_missing)
{
    const auto templates = templates_of("<p>{{a}}</p>", {}, Checking::off);
    BOOST_TEST(templates.expand(Language::zh, "x/page", json::object()) == "<!doctype html><p></p>");
}

BOOST_AUTO_TEST_CASE(the_built_in_ones_can_all_be_compiled)
{
    const auto templates = Templates::built_in(html::Messages::built_in());
    BOOST_TEST(templates->has("errors/not_found"));
    BOOST_TEST(templates->has("programs/show"));
}

BOOST_AUTO_TEST_SUITE_END()
