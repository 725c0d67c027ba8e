// From a right password to a session, by the second factor.
#include "models/store/factors.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/factors.hpp"
#include "server/accounts/second_step.hpp"
#include "server/auth/totp.hpp"
#include "tests/server/accounts/desk.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace desk;
using namespace models;
using namespace std::chrono_literals;

namespace {

const std::string kPassword = "a password of the test";

std::string between(const std::string& text, const std::string& before, const std::string& after)
{
    const auto from = text.find(before);
    if (from == std::string::npos) return "";
    return text.substr(from + before.size(), text.find(after, from + before.size()) - from - before.size());
}

std::string ticket_in(const Response& response)
{
    return between(response.body, "name=\"ticket\" value=\"", "\"");
}

struct Door : Desk {
    AccountId county = with_password("ran", kPassword, Role::county);
    std::string secret = std::string("01234567890123456789");

    accounts::RecoveryCodes given_factor()
    {
        const auto code = auth::one_time_password(secret, auth::step_at(now) - 1);
        return db.write(
            [&](store::Writer& w) { return accounts::set_factor(w, county, secret, code, now).value(); });
    }
    std::string code(std::int64_t off = 0) const
    {
        return auth::one_time_password(secret, auth::step_at(now) + off);
    }
    Response second(const std::string& ticket, const std::string& typed, const char* path = "/sign-in/code",
                    const std::string& reset = "", const std::string& peer = "10.0.0.1")
    {
        auto asked = call({}, Verb::post, path, {{"ticket", ticket}, {"code", typed}, {"reset", reset}});
        asked.peer = peer;
        return send(asked);
    }
    std::string begun() { return ticket_in(sign_in("ran", kPassword)); }
    Response set_up(const std::string& ticket, const std::string& reset = "")
    {
        const auto typed = db.read([&](store::Reader& r) {
            return auth::one_time_password(store::find_ticket(r, ticket, now).value().secret,
                                           auth::step_at(now));
        });
        return second(ticket, typed, "/sign-in/factor", reset);
    }
    accounts::Invited reset()
    {
        const auto by = admin();
        return db.write([&](store::Writer& w) { return given(accounts::reset_factor(w, by, county, now)); });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(second_step, Door)

BOOST_AUTO_TEST_CASE(a_password_alone_opens_nothing_where_a_factor_is_due)
{
    const auto page = sign_in("ran", kPassword);
    BOOST_TEST(page.status == 200);
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST(page.cookies.empty());
    BOOST_TEST(count("session") == 0);
    BOOST_TEST(page.body.contains("otpauth://totp/Parasol:ran?secret="));
    BOOST_TEST(page.body.contains("<path d=\"M4 4h7v1h-7z"));
    BOOST_TEST(count_events("sign_in.password_fits") == 1);
}

BOOST_AUTO_TEST_CASE(setting_up_begins_the_session_and_shows_ten_codes_once)
{
    const auto ticket = begun();
    const auto done = set_up(ticket);
    BOOST_TEST(done.status == 200);
    BOOST_TEST(support::page_faults(done) == "");
    BOOST_TEST(done.cookies.size() == 1u);
    BOOST_TEST(count("session") == 1);
    BOOST_TEST(count("recovery_code") == 10);
    BOOST_TEST(db.read([&](store::Reader& r) {
        return store::find_session(r, between(done.cookies[0], "=", ";"))->by_factor;
    }));
    BOOST_TEST(second(ticket, "000000", "/sign-in/factor").status == 409);
    BOOST_TEST(count_events("second_factor.set") == 1);
}

BOOST_AUTO_TEST_CASE(a_wrong_first_code_sets_nothing_up_and_keeps_the_secret)
{
    const auto first = sign_in("ran", kPassword);
    const auto wrong = second(ticket_in(first), "12345", "/sign-in/factor");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(support::page_faults(wrong) == "");
    const std::string mark = "class=\"once-shown\">";
    BOOST_TEST(between(wrong.body, mark, "<") == between(first.body, mark, "<"));
    BOOST_TEST(count("second_factor") == 0);
    BOOST_TEST(set_up(ticket_in(wrong)).status == 200);
}

BOOST_AUTO_TEST_CASE(the_code_begins_the_session_where_the_reader_wanted_to_go)
{
    given_factor();
    auto asked = call({}, Verb::post, "/sign-in",
                      {{"login", "ran"}, {"password", kPassword}, {"back", "/referrals?x=1"}});
    const auto page = send(asked);
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST(page.cookies.empty());
    const auto in = second(ticket_in(page), code());
    BOOST_TEST(in.status == 303);
    BOOST_TEST(support::location(in) == "/referrals?x=1");
    BOOST_TEST(in.cookies.size() == 1u);
    BOOST_TEST(count("sign_in_ticket") == 0);
}

BOOST_AUTO_TEST_CASE(a_code_works_once_and_none_before_it_afterwards)
{
    given_factor();
    BOOST_TEST(second(begun(), code()).status == 303);
    for (const auto off : {0, -1}) BOOST_TEST(second(begun(), code(off)).status == 422, off);
    BOOST_TEST(second(begun(), code(1)).status == 303);
    now += 30s;
    BOOST_TEST(second(begun(), code()).status == 422);
    BOOST_TEST(second(begun(), code(1)).status == 303);
    now += 90s;
    BOOST_TEST(second(begun(), code(-2)).status == 422);
    BOOST_TEST(second(begun(), code(2)).status == 422);
}

BOOST_AUTO_TEST_CASE(a_ticket_is_good_once_and_for_ten_minutes)
{
    given_factor();
    const auto ticket = begun();
    BOOST_TEST(second(ticket, code()).status == 303);
    BOOST_TEST(second(ticket, code(1)).status == 409);
    const auto late = begun();
    now += accounts::kTicketLasts;
    BOOST_TEST(second(late, code()).status == 409);
    for (const auto* made_up : {"", "x", "' OR 1=1 --"})
        BOOST_TEST(second(made_up, code()).status == 409, made_up);
}

BOOST_AUTO_TEST_CASE(a_ticket_for_the_code_sets_up_no_factor_and_the_other_way_round)
{
    const auto setting_up = begun();
    BOOST_TEST(second(setting_up, "123456").status == 409);
    given_factor();
    BOOST_TEST(set_up(setting_up).status == 409); // one was set up meanwhile
    BOOST_TEST(second(begun(), code(), "/sign-in/factor").status == 409);
    BOOST_TEST(count("session") == 0);
}

BOOST_AUTO_TEST_CASE(a_disabled_account_gets_no_further)
{
    given_factor();
    const auto ticket = begun();
    auto changed = row(county);
    changed.active = false;
    db.write([&](store::Writer& w) { store::save_account(w, changed); });
    BOOST_TEST(second(ticket, code()).status == 409);
    BOOST_TEST(count("session") == 0);
}

BOOST_AUTO_TEST_CASE(each_recovery_code_stands_for_one_code)
{
    const auto codes = given_factor();
    BOOST_TEST(second(begun(), codes[3]).status == 303);
    BOOST_TEST(second(begun(), codes[3]).status == 422);
    BOOST_TEST(second(begun(), auth::plain_recovery_code(codes[4])).status == 303);
    BOOST_TEST(count_events("second_factor.recovery_code_used") == 2);
    BOOST_TEST(count_events("second_factor.failed") == 1);
}

BOOST_AUTO_TEST_CASE(wrong_codes_have_to_wait_like_wrong_passwords)
{
    given_factor();
    for (int i = 0; i < 5; ++i) BOOST_TEST(second(begun(), "12345").status == 422);
    BOOST_TEST(second(begun(), code()).status == 429);
    BOOST_TEST(second(begun(), code(), "/sign-in/code", "", "10.0.0.2").status == 303); // the owner elsewhere
}

BOOST_AUTO_TEST_CASE(guesses_from_everywhere_end_but_a_recovery_code_lets_the_owner_in)
{
    const auto codes = given_factor();
    const auto ticket = begun();
    for (int i = 0; i < 20; ++i) second(ticket, "12345", "/sign-in/code", "", "10.1.0." + std::to_string(i));
    BOOST_TEST(second(ticket, code(), "/sign-in/code", "", "10.2.0.1").status == 429);
    BOOST_TEST(second(ticket, codes[0], "/sign-in/code", "", "10.2.0.1").status == 303);
}

BOOST_AUTO_TEST_CASE(after_a_reset_the_password_needs_the_administrators_code)
{
    const auto codes = given_factor();
    second(begun(), code());
    const auto issued = reset();
    BOOST_TEST(count("session") == 0);
    const auto ticket = begun();
    BOOST_TEST(second(ticket, codes[0]).status == 409); // nothing of before is left
    const auto without = set_up(ticket);
    BOOST_TEST(without.status == 422);
    BOOST_TEST(support::page_faults(without) == "");
    BOOST_TEST(without.body.contains("reset-problem"));
    BOOST_TEST(set_up(ticket, "guessed").status == 422);
    BOOST_TEST(set_up(ticket, issued.code).status == 200);
    BOOST_TEST(!db.read([&](store::Reader& r) { return store::has_factor_reset(r, county); }));
}

BOOST_AUTO_TEST_CASE(the_code_of_a_reset_is_no_way_in)
{
    given_factor();
    const auto issued = reset();
    BOOST_TEST(ask({}, Verb::post, "/invitation",
                   {{"code", issued.code}, {"password", "another password"}, {"again", "another password"}})
                   .status == 422);
    BOOST_TEST(second(begun(), issued.code).status == 409);
    now += accounts::kCodeLasts;
    BOOST_TEST(set_up(begun(), issued.code).status == 422);
    BOOST_TEST(count("session") == 0);
}

BOOST_AUTO_TEST_CASE(a_new_password_by_an_administrators_code_still_needs_the_factor)
{
    given_factor();
    const auto by = admin();
    const auto issued =
        db.write([&](store::Writer& w) { return given(accounts::issue_code(w, by, county, now)); });
    const auto page =
        ask({}, Verb::post, "/invitation",
            {{"code", issued.code}, {"password", "another password"}, {"again", "another password"}});
    BOOST_TEST(page.status == 200);
    BOOST_TEST(page.cookies.empty());
    BOOST_TEST(count("session") == 0);
    BOOST_TEST(second(ticket_in(page), code()).status == 303);
}

BOOST_AUTO_TEST_CASE(nobody_resets_the_own_factor)
{
    const auto by = admin();
    db.write([&](store::Writer& w) {
        BOOST_TEST(why(accounts::reset_factor(w, by, by.account, now)) == "error.factor.own");
    });
}

BOOST_AUTO_TEST_SUITE_END()
