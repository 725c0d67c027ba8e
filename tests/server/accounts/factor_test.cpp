// The authenticator of one's own account, and the demo's codes.
#include "models/store/factors.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/factors.hpp"
#include "server/auth/totp.hpp"
#include "tests/server/accounts/desk.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace desk;
using namespace models;

namespace {

const std::string kPassword = "a password of the test";

struct Own : Desk {
    AccountId id = with_password("wang", kPassword);
    Actor wang = row(id).actor;
    std::string secret = std::string("01234567890123456789");

    std::string code(std::int64_t off = 0) const
    {
        return auth::one_time_password(secret, auth::step_at(now) + off);
    }
    void given_factor()
    {
        db.write([&](store::Writer& w) { accounts::set_factor(w, id, secret, code(-1), now).value(); });
    }
    std::string ticket_in(const Response& page) const
    {
        const std::string mark = "name=\"ticket\" value=\"";
        const auto from = page.body.find(mark) + mark.size();
        return page.body.substr(from, page.body.find('"', from) - from);
    }
    Response keep(const std::string& ticket, const Actor& by)
    {
        const auto typed = db.read([&](store::Reader& r) {
            return auth::one_time_password(store::find_ticket(r, ticket, now).value().secret,
                                           auth::step_at(now));
        });
        return ask(by, Verb::post, "/account/factor", {{"ticket", ticket}, {"code", typed}}, "here");
    }
    Response sign_in_page(bool demo, bool local)
    {
        auto tables = std::make_shared<Library>(*library);
        tables->demo = demo;
        tables->demo_password = "parasol-demo";
        library = tables;
        auto asked = call({}, Verb::get, "/sign-in");
        asked.local = local;
        return send(asked);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(own_factor, Own)

BOOST_AUTO_TEST_CASE(who_does_not_have_to_may_set_one_up)
{
    const auto page = ask(wang, Verb::get, "/account/factor");
    BOOST_TEST(support::page_faults(page) == "");
    const auto shown = ask(wang, Verb::post, "/account/factor/new");
    BOOST_TEST(support::page_faults(shown) == "");
    const auto done = keep(ticket_in(shown), wang);
    BOOST_TEST(support::page_faults(done) == "");
    BOOST_TEST(done.cookies.size() == 1u);
    BOOST_TEST(sign_in("wang", kPassword).cookies.empty()); // asked for the code from now on
    BOOST_TEST(support::page_faults(ask(wang, Verb::get, "/account/factor")) == "");
}

BOOST_AUTO_TEST_CASE(an_open_session_alone_changes_no_factor)
{
    given_factor();
    for (const auto* path : {"/account/factor/new", "/account/factor/codes"})
        for (const auto* typed : {"", "12345", "aaaa bbbb cccc dddd"}) {
            const auto refused =
                ask(wang, Verb::post, path, {{"replace_code", typed}, {"renew_code", typed}});
            BOOST_TEST((refused.status == 422 || refused.status == 429), path);
            BOOST_TEST(!refused.body.contains("once-shown"));
        }
    BOOST_TEST(count("sign_in_ticket") == 0);
    BOOST_TEST(count_events("second_factor.recovery_codes_renewed") == 0);
}

BOOST_AUTO_TEST_CASE(the_old_one_works_until_the_new_one_does)
{
    given_factor();
    const auto shown = ask(wang, Verb::post, "/account/factor/new", {{"replace_code", code()}});
    BOOST_TEST(shown.status == 200);
    const auto still = db.read([&](store::Reader& r) { return store::find_factor(r, id).value().secret; });
    BOOST_TEST(still == secret);
    const auto ticket = ticket_in(shown);
    BOOST_TEST(ask(wang, Verb::post, "/account/factor", {{"ticket", ticket}, {"code", "1"}}).status == 422);
    BOOST_TEST(keep(ticket, village()).status == 409); // another's ticket
    BOOST_TEST(keep(ticket, wang).status == 200);
    const auto now_is = db.read([&](store::Reader& r) { return store::find_factor(r, id).value().secret; });
    BOOST_TEST(now_is != secret);
    BOOST_TEST(count("session") == 1);
}

BOOST_AUTO_TEST_CASE(recovery_codes_are_made_anew_by_a_code)
{
    given_factor();
    const auto page = ask(wang, Verb::post, "/account/factor/codes", {{"renew_code", code()}});
    BOOST_TEST(page.status == 200);
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST(count("recovery_code") == 10);
    BOOST_TEST(ask(wang, Verb::post, "/account/factor/codes", {{"renew_code", code()}}).status == 422);
}

BOOST_AUTO_TEST_CASE(an_administrator_resets_it_and_hands_over_the_code)
{
    given_factor();
    const auto path = "/accounts/" + to_text(id) + "/factor";
    const auto page = ask(admin(), Verb::post, path);
    BOOST_TEST(page.status == 200);
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST(!page.body.contains("/invitation?code="));
    BOOST_TEST(count("second_factor") == 0);
    BOOST_TEST(count_events("second_factor.reset") == 1);
    BOOST_TEST(ask(admin(), Verb::post, "/accounts/7/factor").status == 404);
}

BOOST_AUTO_TEST_CASE(a_new_password_keeps_what_the_session_has_shown)
{
    db.write([&](store::Writer& w) {
        store::insert_session(w, "here", id, now);
        store::mark_factor(w, "here", now);
    });
    const auto done = ask(
        wang, Verb::post, "/account/password",
        {{"current", kPassword}, {"password", "another password"}, {"again", "another password"}}, "here");
    BOOST_TEST(done.status == 303);
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM session WHERE factor_at IS NOT NULL") == "1");
}

BOOST_AUTO_TEST_CASE(codes_are_shown_on_the_sign_in_page_of_a_demo_on_this_machine_only)
{
    given_factor();
    const auto demo = sign_in_page(true, true);
    BOOST_TEST(support::page_faults(demo) == "");
    BOOST_TEST(demo.body.contains(code()));
    BOOST_TEST(!sign_in_page(true, false).body.contains(code()));
    BOOST_TEST(!sign_in_page(false, true).body.contains(code()));
    db.write([&](store::Writer& w) { store::use_step(w, id, auth::step_at(now)); });
    BOOST_TEST(sign_in_page(true, true).body.contains(code(1))); // the next that works
    db.write([&](store::Writer& w) { store::use_step(w, id, auth::step_at(now) + 1); });
    BOOST_TEST(!sign_in_page(true, true).body.contains(code(2)));
}

BOOST_AUTO_TEST_SUITE_END()
