// What every page has, and what the error pages say.
#include "server/config.hpp"
#include "server/html/page.hpp"
#include "server/http/problem.hpp"
#include "tests/support/pages.hpp"
#include "tests/support/world.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;

struct Pages : support::World {
    Pages() : World(support::tables_with_pages()) {}

    Call get(const Actor& actor, const std::string& target) { return call(actor, Verb::get, target); }
    Response missing(const Call& call) { return not_found(call); }
};

static bool has(const Response& response, std::string_view text) { return response.body.contains(text); }

BOOST_FIXTURE_TEST_SUITE(every_page, Pages)

BOOST_AUTO_TEST_CASE(error_pages_say_so_in_both_languages)
{
    for (const int status : {403, 404, 405, 409, 413, 429, 500, 503, 507}) {
        auto call = get(village(), "/x");
        const auto chinese = problem_response(call, status);
        call.language = Language::en;
        const auto english = problem_response(call, status);

        BOOST_TEST(support::page_faults(chinese) == "", status);
        BOOST_TEST(support::page_faults(english) == "", status);
        BOOST_TEST(chinese.status == status);
        BOOST_TEST(support::text_of(chinese.body, "title").starts_with("错误："), status);
        BOOST_TEST(support::text_of(english.body, "title").starts_with("Error: "), status);
        BOOST_TEST(has(chinese, "r-1"));
    }
}

BOOST_AUTO_TEST_CASE(the_menu_shows_what_the_role_may_see)
{
    const auto nobody = missing(get({}, "/x"));
    const auto officer = missing(get(village(), "/x"));
    const auto admin = missing(get(this->officer(Role::admin, {}, "root"), "/x"));

    BOOST_TEST(!has(nobody, "href=\"/programs\""));
    BOOST_TEST(has(nobody, "href=\"/sign-in\""));
    BOOST_TEST(!has(nobody, "action=\"/sign-out\""));
    BOOST_TEST(has(officer, "href=\"/referrals\""));
    BOOST_TEST(!has(officer, "href=\"/accounts\""));
    BOOST_TEST(has(officer, "action=\"/sign-out\""));
    BOOST_TEST(has(officer, "officer village"));
    BOOST_TEST(has(admin, "href=\"/accounts\""));
    BOOST_TEST(!has(admin, "href=\"/referrals\""));
}

BOOST_AUTO_TEST_CASE(the_current_place_is_marked)
{
    BOOST_TEST(has(missing(get(village(), "/programs/7")), "href=\"/programs\" aria-current=\"page\""));
    BOOST_TEST(!has(missing(get(village(), "/programs/7")), "href=\"/\" aria-current=\"page\""));
}

BOOST_AUTO_TEST_CASE(language_and_size_switch_on_the_same_page_and_are_kept)
{
    const auto plain = missing(get({}, "/x?q=%E7%9F%B3&lang=zh"));
    BOOST_TEST(has(plain, "href=\"/x?q=%E7%9F%B3&amp;lang=en\""));
    BOOST_TEST(has(plain, "href=\"/x?q=%E7%9F%B3&amp;lang=zh&amp;large=1\""));

    auto call = get({}, "/x?lang=en&large=1");
    call.language = Language::en;
    call.large = true;
    const auto switched = missing(call);
    BOOST_TEST(has(switched, "<html lang=\"en\" class=\"large\">"));
    BOOST_TEST(switched.cookies.size() == 2u);
    BOOST_TEST(switched.cookies.at(0).starts_with("lang=en; Path=/;"));
    BOOST_TEST(switched.cookies.at(1).starts_with("large=1; Path=/;"));
}

BOOST_AUTO_TEST_CASE(an_answer_to_a_form_switches_on_the_forms_page)
{
    auto call = this->call(village(), Verb::post, "/x/save");
    call.host = "here:8080";
    call.referer = "http://here:8080/x?a=1";
    BOOST_TEST(has(missing(call), "href=\"/x?a=1&amp;lang=en\""));
    call.referer = "http://elsewhere/x?a=1";
    BOOST_TEST(has(missing(call), "href=\"/?lang=en\""));
}

BOOST_AUTO_TEST_CASE(the_demo_says_that_it_is_one)
{
    BOOST_TEST(!has(missing(get({}, "/x")), "demo-strip"));
    library->demo = true;
    BOOST_TEST(has(missing(get({}, "/x")), "demo-strip"));
}

BOOST_AUTO_TEST_CASE(a_page_cannot_take_the_layouts_names)
{
    const nlohmann::json view{{"faults", nlohmann::json::array()}, {"request_id", "r"}, {"site", "x"}};
    BOOST_CHECK_THROW(page(get({}, "/x"), "errors/broken", view), std::logic_error);
    BOOST_CHECK_THROW(bare_page(get({}, "/x"), "errors/broken", {}), std::logic_error);
}

BOOST_AUTO_TEST_CASE(the_helper_finds_what_it_should)
{
    const auto wrong =
        support::faults_of_page("<title></title><h1>a</h1><h1>b</h1><main>x<label for=\"q\">q</label>"
                                "<p id=\"a\" style=\"x\"></p><p id=\"a\">{{x}}</p><a href=\"#z\">z</a>"
                                "<form method=\"post\"></form><script>x</script></main>");
    BOOST_TEST(wrong.size() == 10u);
}

BOOST_AUTO_TEST_SUITE_END()
