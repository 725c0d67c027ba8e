// In by the code of the slip and four digits: nothing is told about codes, wrong tries lock, and the session
// opens the family's own pages alone.
#include "tests/server/family/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace std::chrono_literals;
using given::FamilyWorld;
using given::has;
using given::kDigits;
using server::Verb;

namespace {

struct Door : FamilyWorld {
    Referral referral = family();
    std::string own_code = code(referral.id);
    int try_times(int times, const std::string& digits)
    {
        int status = 0;
        for (int i = 0; i < times; ++i) status = try_code(own_code, digits).status;
        return status;
    }
};

// The code as typed is shown again; all else is the same.
std::string without(std::string body, const std::string& code)
{
    for (auto at = body.find(code); at != body.npos; at = body.find(code)) body.erase(at, code.size());
    return body;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(sign_in_of_a_family, Door)

BOOST_AUTO_TEST_CASE(code_and_four_digits_open_the_page)
{
    BOOST_TEST(support::page_faults(open("/family")) == "");

    const auto answer = try_code(own_code, kDigits);

    BOOST_TEST(answer.status == 303);
    BOOST_TEST(support::location(answer) == "/family/case");
    BOOST_TEST(given::cookie_of(answer) != cookie);
    BOOST_TEST(count_events("family.sign_in") == 1);
}

BOOST_AUTO_TEST_CASE(small_letters_and_gaps_are_understood)
{
    std::string typed = own_code.substr(0, 4) + " - " + own_code.substr(4);
    for (char& c : typed)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    BOOST_TEST(try_code(typed, kDigits).status == 303);
}

BOOST_AUTO_TEST_CASE(a_wrong_code_and_wrong_digits_are_answered_alike)
{
    const std::string other = own_code == "23456789" ? "23456788" : "23456789";

    const auto wrong_code = try_code(other, kDigits), wrong_digits = try_code(own_code, "9999");

    BOOST_TEST(wrong_code.status == 422);
    BOOST_TEST(wrong_digits.status == 422);
    BOOST_TEST(without(wrong_code.body, other) == without(wrong_digits.body, own_code));
    BOOST_TEST(support::page_faults(wrong_code) == "");
    BOOST_TEST(count("sign_in_failure") == 2);
    BOOST_TEST(count_events("family.sign_in_failed") == 2);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_code_is_said_and_is_no_try)
{
    BOOST_TEST(has(try_code("ABC", kDigits), "现在是 3 位"));
    BOOST_TEST(has(try_code("ABCDEFG0", kDigits), "没有数字 0"));
    BOOST_TEST(has(try_code(own_code, "24"), "请填 4 位"));
    BOOST_TEST(count("sign_in_failure") == 0);
}

BOOST_AUTO_TEST_CASE(wrong_tries_lock_code_and_address_for_a_quarter_of_an_hour)
{
    BOOST_TEST(try_times(5, "9999") == 422);

    const auto locked = try_code(own_code, kDigits);
    BOOST_TEST(locked.status == 429);
    BOOST_TEST(support::field(locked, "Retry-After") == "900");
    BOOST_TEST(support::page_faults(locked) == "");
    address = "10.0.0.2"; // the family at home
    BOOST_TEST(try_code(own_code, kDigits).status == 303);
    address = "10.0.0.1";
    now += 16min;
    BOOST_TEST(try_code(own_code, kDigits).status == 303);
}

BOOST_AUTO_TEST_CASE(many_addresses_together_lock_a_code_for_a_day)
{
    for (int i = 0; i < 20; ++i) {
        address = "10.0.1." + std::to_string(i);
        BOOST_TEST(try_code(own_code, "9999").status == 422);
    }
    address = "10.0.2.1";
    BOOST_TEST(try_code(own_code, kDigits).status == 429);
    now += 25h;
    BOOST_TEST(try_code(own_code, kDigits).status == 303);
}

BOOST_AUTO_TEST_CASE(a_family_reaches_its_own_pages_and_no_others)
{
    sign_in(referral.id);

    BOOST_TEST(open("/family/case").status == 200);
    for (const auto* target : {"/referrals", "/offers", "/objections"})
        BOOST_TEST(support::location(open(target)).starts_with("/sign-in"), target);
    BOOST_TEST(press("/referrals/" + to_text(referral.id) + "/withdraw").status == 303);
    BOOST_TEST(support::location(open("/referrals/" + to_text(referral.id))).starts_with("/sign-in"));
    BOOST_TEST((this->OfferWorld::referral(referral.id).state == ReferralState::confirmed));
}

BOOST_AUTO_TEST_CASE(nobody_else_reaches_a_familys_pages)
{
    for (const auto* target : {"/family/case", "/family/looks", "/family/objection", "/family/withdraw"})
        BOOST_TEST(support::location(open(target)) == "/family?ended=1", target);
    BOOST_TEST(support::location(press("/family/withdraw")) == "/family?ended=1");
    BOOST_TEST(as(county(), Verb::get, "/family/case").status == 403);
}

BOOST_AUTO_TEST_CASE(it_ends_after_a_quarter_of_an_hour_and_when_the_family_leaves)
{
    sign_in(referral.id);
    now += 16min;
    BOOST_TEST(support::location(open("/family/case")) == "/family?ended=1");

    sign_in(referral.id);
    BOOST_TEST(support::location(press("/family/sign-out")) == "/family");
    BOOST_TEST(support::location(open("/family/case")) == "/family?ended=1");
}

BOOST_AUTO_TEST_CASE(a_form_of_another_page_changes_nothing)
{
    sign_in(referral.id);
    const auto forged = browse(cookie, Verb::post, "/family/withdraw", {{"csrf", "forged"}});
    BOOST_TEST(forged.status == 403);
}

BOOST_AUTO_TEST_CASE(the_office_prints_the_code_and_makes_a_new_one)
{
    const auto path = "/referrals/" + to_text(referral.id);
    const auto halves = own_code.substr(0, 4) + " " + own_code.substr(4);
    BOOST_TEST(has(as(village(), Verb::get, path + "/print"), halves));

    BOOST_TEST(as(village(), Verb::post, path + "/code").status == 403);
    BOOST_TEST(support::location(as(township(), Verb::post, path + "/code")) == path + "/print");

    BOOST_TEST(try_code(own_code, kDigits).status == 422);
    BOOST_TEST(try_code(code(referral.id), kDigits).status == 303);
    BOOST_TEST(as(elsewhere(), Verb::post, path + "/code").status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
