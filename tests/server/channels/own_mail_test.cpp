// An address of one's own is confirmed before it is used.
#include "tests/server/channels/managing.hpp"

using namespace carrying;
using namespace models;
using namespace std::chrono_literals;
using support::page_faults;

BOOST_FIXTURE_TEST_SUITE(own_mail, Managing)

BOOST_AUTO_TEST_CASE(an_address_is_used_once_its_code_was_typed)
{
    BOOST_TEST(page_faults(get(county(), "/account/mail")) == "");
    BOOST_TEST(set_address("wang@office").status == 422);
    BOOST_TEST(set_address("wang@office.example").status == 303);
    BOOST_TEST(page_faults(get(county(), "/account/mail")) == "");
    tell(1);
    BOOST_TEST(value("SELECT COUNT(*) FROM dispatch WHERE kind = 'batch'") == "0");
    BOOST_TEST(set_address("li@office.example").status == 422); // at once: the mailbox may be a stranger's

    const auto code = only_row().keys.code;
    const auto wrong = say_code("AAAAAAAA");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(only_row().keys.wrong_codes == 1);
    BOOST_TEST(say_code(code.substr(0, 4) + " " + code.substr(4)).status == 303);
    BOOST_TEST((only_row().state == ChannelState::on));
    BOOST_TEST(page_faults(get(county(), "/account/mail")) == "");
    tell(2);
    BOOST_TEST(value("SELECT COUNT(*) FROM dispatch WHERE kind = 'batch'") == "1");
}

BOOST_AUTO_TEST_CASE(after_five_wrong_codes_or_an_hour_the_right_one_is_too_late)
{
    set_address("wang@office.example");
    const auto code = only_row().keys.code;
    for (int i = 0; i < 5; ++i) say_code("AAAAAAAA");
    BOOST_TEST(say_code(code).status == 422);

    now += 2min;
    set_address("wang@office.example");
    const auto other_code = only_row().keys.code;
    now += 1h;
    BOOST_TEST(say_code(other_code).status == 422);
    BOOST_TEST((only_row().state == ChannelState::unconfirmed));
}

// Forgetting the address, or another account, starts no new count.
BOOST_AUTO_TEST_CASE(nobody_is_flooded_with_codes)
{
    const auto ask = [&](const Actor& actor, const std::string& address) {
        now += 2min;
        const auto done =
            post(actor, "/account/mail", {{"once", server::new_form_token()}, {"address", address}});
        post(actor, "/account/mail/forget", {{"once", server::new_form_token()}});
        return done;
    };
    for (const auto& actor : {county(), township(), county()})
        BOOST_TEST(ask(actor, "stranger@office.example").status == 303);
    const auto refused = ask(village(), "Stranger@Office.example");
    BOOST_TEST(refused.status == 422);
    BOOST_TEST(page_faults(refused) == "");
    BOOST_TEST(refused.body.contains("value=\"Stranger@Office.example\""));
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(ask(county(), "a" + std::to_string(i) + "@office.example").status == 303);
    BOOST_TEST(ask(county(), "a4@office.example").status == 422); // five of one account
    now += 1h;
    BOOST_TEST(ask(county(), "stranger@office.example").status == 303);
    BOOST_TEST(value("SELECT COUNT(*) FROM mail_code WHERE address_hash LIKE '%stranger%'") == "0");
}

BOOST_AUTO_TEST_CASE(what_comes_is_chosen_and_an_address_is_forgotten)
{
    mail("wang@office.example");
    const auto wish = [&](const char* on, const char* daily) {
        return post(county(), "/account/mail/wishes",
                    {{"once", server::new_form_token()}, {on, "yes"}, {daily, "yes"}})
            .status;
    };
    BOOST_TEST(wish("on", "daily") == 303);
    BOOST_TEST(only_row().daily);
    tell(1);
    BOOST_TEST(wish("x", "y") == 303);
    BOOST_TEST((only_row().state == ChannelState::off));
    BOOST_TEST(value("SELECT state FROM dispatch") == "dropped");
    BOOST_TEST(post(county(), "/account/mail/forget", {{"once", server::new_form_token()}}).status == 303);
    BOOST_TEST(count("channel") == 0);
    BOOST_TEST(count("dispatch") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
