// Somebody types for longer than the session lasts: nothing is lost, and nobody else sees it.
#include "tests/support/app_server.hpp"
#include <boost/test/unit_test.hpp>

using models::Role;
using support::Heard;
using namespace std::chrono_literals;

namespace {

struct Late : support::AppServer {
    std::string cookie = session(Role::village);

    std::string cookie_field() const { return "Cookie: parasol=" + cookie + "\r\n"; }
    Heard look(const std::string& target) const { return say("GET " + target, cookie_field()); }
    Heard send(const std::string& target, const std::string& form, const std::string& from = {}) const
    {
        auto fields = cookie_field() + "Content-Type: application/x-www-form-urlencoded\r\n";
        if (!from.empty()) fields += "Referer: http://parasol.example" + from + "\r\n";
        return say("POST " + target, fields, "csrf=" + csrf_of(cookie) + "&" + form);
    }
    std::string path_of_new_draft() const
    {
        const auto began = send("/referrals/new", "once=1");
        const auto path = began.field("location");
        BOOST_REQUIRE(path.ends_with("/form/who"));
        return path;
    }
    // Signs in at the browser that still has the old cookie; where it leads to.
    std::string sign_in(const std::string& login)
    {
        const auto heard = send("/sign-in", "login=" + login + "&password=parasol+of+the+test");
        BOOST_REQUIRE(heard.status == 303);
        const auto set = heard.field("set-cookie");
        cookie = set.substr(set.find('=') + 1, set.find(';') - set.find('=') - 1);
        return heard.field("location");
    }
};

bool has(const Heard& heard, std::string_view text) { return heard.body.find(text) != std::string::npos; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_late_form, Late)

BOOST_AUTO_TEST_CASE(lies_filled_in_on_its_page_when_its_account_has_signed_in_again)
{
    const auto page = path_of_new_draft();
    pass(31min);
    const auto late = send(page, "version=0&name=%E7%9F%B3%E8%BF%9F&phone=13900000077", page);
    BOOST_TEST(late.status == 303);
    BOOST_TEST(late.field("location") == "/sign-in?kept=1");
    const auto door = look("/sign-in?kept=1");
    BOOST_TEST(has(door, "登录已过期"));
    BOOST_TEST(!has(door, "石迟"));

    const auto way = sign_in("village");
    BOOST_TEST(way == page + "?kept=1");
    const auto form = look(way);
    BOOST_TEST(form.status == 200);
    BOOST_TEST(has(form, "还没有提交"));
    BOOST_TEST(has(form, "value=\"石迟\""));
    BOOST_TEST(has(form, "value=\"13900000077\""));
    BOOST_TEST(!has(look(page), "石迟")); // only where the sign-in led to
}

BOOST_AUTO_TEST_CASE(is_shown_to_no_other_account_at_the_same_browser)
{
    const auto page = path_of_new_draft();
    pass(31min);
    send(page, "version=0&name=%E7%9F%B3%E8%BF%9F", page);
    BOOST_TEST(sign_in("township") == "/");
    for (const auto& target : {page, page + "?kept=1", std::string("/?kept=1")})
        BOOST_TEST(!has(look(target), "石迟"), target);
    BOOST_TEST(sign_in("village") == page + "?kept=1");
    BOOST_TEST(has(look(page + "?kept=1"), "石迟"));
}

BOOST_AUTO_TEST_CASE(is_found_from_the_page_above_when_nobody_says_where_it_stood)
{
    const auto page = path_of_new_draft();
    pass(31min);
    send(page.substr(0, page.rfind("/form")) + "/answers", "fact=age&value=7");
    BOOST_TEST(sign_in("village") == page.substr(0, page.rfind("/form")) + "?kept=1");
}

BOOST_AUTO_TEST_CASE(is_offered_again_as_it_was_when_its_page_no_longer_has_the_form)
{
    pass(31min);
    send("/referrals/new", "once=abc&note=a%0Ab%22", "/programs");
    const auto way = sign_in("village");
    BOOST_TEST(way == "/programs?kept=1");
    const auto shown = look(way);
    BOOST_TEST(has(shown, "<form method=\"post\" action=\"/referrals/new\">"));
    BOOST_TEST(has(shown, "name=\"note\" value=\"a\nb&quot;\""));
    BOOST_TEST(has(shown, "name=\"once\" value=\"abc\""));
}

BOOST_AUTO_TEST_CASE(never_holds_a_password)
{
    pass(31min);
    const auto late =
        send("/account/password", "current=old&password=new+secret&again=new+secret", "/account");
    BOOST_TEST(late.field("location") == "/sign-in");
    BOOST_TEST(sign_in("village") == "/");
}

BOOST_AUTO_TEST_CASE(is_kept_for_nobody_who_signed_out_or_never_was_here)
{
    const auto page = path_of_new_draft();
    send("/sign-out", "");
    BOOST_TEST(send(page, "name=x", page).field("location") == "/sign-in");
    cookie = "never-was-here";
    BOOST_TEST(send(page, "name=x", page).field("location") == "/sign-in");
    BOOST_TEST(sign_in("village") == "/");
}

BOOST_AUTO_TEST_SUITE_END()
