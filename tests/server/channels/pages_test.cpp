// Receivers are added, changed, switched and looked at; an address of one's own is confirmed before it is
// used.
#include "models/store/programs.hpp"
#include "server/http/idempotency.hpp"
#include "tests/server/channels/carrying.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace carrying;
using namespace models;
using namespace std::chrono_literals;
using support::location;
using support::page_faults;

namespace {

struct Managing : Outbox {
    Managing()
    {
        auto config = std::make_shared<server::Config>(*library->config);
        config->outbound_networks.clear();
        config->mail_server = "smtp://mail.office.example:587";
        library->config = config;
        own = organization("53520000MJ0000018Q");
        other = organization("53520000MJ0000019R");
    }
    OrganizationId organization(const char* code)
    {
        return db.write([&](store::Writer& writer) {
            store::OrganizationRow row;
            row.uuid = store::new_uuid();
            row.unified_code = code;
            row.name = "春风基金会";
            row.kind = "foundation";
            row.area = support::kCounty;
            return store::insert_organization(writer, row, now);
        });
    }
    Actor manager(OrganizationId of, const char* login)
    {
        auto actor = officer(Role::charity_manager, {}, login);
        actor.organization = of;
        return actor;
    }
    Actor manager() { return manager(own, "manager"); }
    Actor admin() { return officer(Role::admin, {}, "admin"); }
    server::Response add(const Actor& actor, const std::string& url, const std::string& whose = "")
    {
        return post(actor, "/channels",
                    {{"once", server::new_form_token()},
                     {"kind", "webhook"},
                     {"url", url},
                     {"whose", whose},
                     {"topics", "offer"}});
    }
    server::Response act(const Actor& actor, const std::string& target, const std::string& to = "")
    {
        return post(actor, target, {{"once", server::new_form_token()}, {"to", to}});
    }
    std::string only_channel() { return "/channels/" + value("SELECT id FROM channel"); }
    store::ChannelRow only_row()
    {
        return channel_row(*parse_id<ChannelId>(value("SELECT id FROM channel")));
    }
    server::Response say_code(const std::string& code)
    {
        return post(county(), "/account/mail/code", {{"once", server::new_form_token()}, {"code", code}});
    }
    server::Response set_address(const std::string& address)
    {
        return post(county(), "/account/mail", {{"once", server::new_form_token()}, {"address", address}});
    }
    OrganizationId own, other;
};

const std::vector<std::string> kShut{"http://receiver.example/",
                                     "ftp://receiver.example/",
                                     "https://",
                                     "https://a@receiver.example/",
                                     "https://127.0.0.1/",
                                     "https://2130706433/",
                                     "https://[::1]/",
                                     "https://10.0.0.1:8443/",
                                     "https://receiver.example/a b",
                                     "https://receiver.example/#x",
                                     "https://169.254.169.254/latest",
                                     "https://receiver.example:0/",
                                     "https://receiver.example:/",
                                     "https://receiver.example:65536/",
                                     "https://receiver.example:port/",
                                     "https://receiver.example:8443x/",
                                     "https://a:b@receiver.example/",
                                     "https://@receiver.example/",
                                     "https://[::1",
                                     "https://[::ffff:10.0.0.1]/",
                                     "https://[fe80::1%25eth0]/",
                                     "https://[v1.x]/",
                                     "https://127%2e0.0.1/",
                                     "https://..example/",
                                     "https:///path",
                                     "https:receiver.example",
                                     "HTTPS://LOCALHOST@receiver.example/",
                                     "https://接收.example/",
                                     "https://receiver.example\\@inside/",
                                     "HTTP://receiver.example/",
                                     "javascript:alert(1)"};

} // namespace

BOOST_FIXTURE_TEST_SUITE(channel_pages, Managing)

BOOST_AUTO_TEST_CASE(a_manager_adds_a_receiver_and_sees_its_secret_once)
{
    BOOST_TEST(page_faults(get(manager(), "/channels")) == "");
    const auto made = add(manager(), "https://receiver.example/hook?key=of-theirs");
    BOOST_TEST(made.status == 200);
    BOOST_TEST(page_faults(made) == "");
    const auto row = only_row();
    BOOST_TEST(made.body.contains(row.keys.secret));
    BOOST_TEST((row.office == Office{Side::charity, {}, own, true}));
    BOOST_TEST(count_events("channel.added") == 1);

    const auto shown = get(manager(), only_channel());
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(!shown.body.contains("whsec_"));
    BOOST_TEST(!shown.body.contains("of-theirs"));
    BOOST_TEST(get(manager(), "/channels").body.contains("https://receiver.example<"));
}

BOOST_DATA_TEST_CASE_F(Managing, an_address_that_leads_inside_is_refused_with_all_that_was_typed, kShut, url)
{
    const auto refused = add(manager(), url);
    BOOST_TEST(refused.status == 422);
    BOOST_TEST(page_faults(refused) == "");
    BOOST_TEST(refused.body.contains("id=\"url-problem\""));
    BOOST_TEST(count("channel") == 0);
}

BOOST_AUTO_TEST_CASE(an_address_is_kept_as_it_is_compared)
{
    add(manager(), "HTTPS://Receiver.Example:8443/Hook?Key=Of-Theirs");
    BOOST_TEST(only_row().keys.target == "https://receiver.example:8443/Hook?Key=Of-Theirs");
    BOOST_TEST(add(manager(), "https://[2606:4700::1111]:8443/").status == 200);
    BOOST_TEST(add(manager(), "https://xn--fiqs8s.example/").status == 200);
}

BOOST_AUTO_TEST_CASE(another_organizations_receiver_is_not_there)
{
    add(manager(), "https://receiver.example/");
    const auto stranger = manager(other, "stranger");
    const auto path = only_channel();
    BOOST_TEST(get(stranger, path).status == 404);
    for (const auto* end : {"/secret", "/switch", "/dispatches/7/again"})
        BOOST_TEST(act(stranger, path + end).status == 404);
    BOOST_TEST(get(admin(), path).status == 200);
    BOOST_TEST(get(county(), "/channels").status == 403);
}

BOOST_AUTO_TEST_CASE(an_administrator_says_whose_notices)
{
    BOOST_TEST(page_faults(get(admin(), "/channels")) == "");
    BOOST_TEST(add(admin(), "https://receiver.example/", "office").status == 422); // which?
    BOOST_TEST(post(admin(), "/channels",
                    {{"once", server::new_form_token()},
                     {"kind", "sms"},
                     {"url", "https://gateway.example/send"},
                     {"whose", "office"},
                     {"area", "520324"},
                     {"phone", "13900000000"},
                     {"body", "mobile=%phone%&content=%text%"},
                     {"topics", "clock"}})
                   .status == 303);
    BOOST_TEST((only_row().office == Office{Side::county, support::kCounty, {}, true}));
    BOOST_TEST(add(admin(), "https://receiver.example/", "all").status == 200);
    BOOST_TEST(add(admin(), "https://receiver.example/", to_text(own)).status == 200);
}

// Whatever is filled in, the gateway gets a whole body.
BOOST_AUTO_TEST_CASE(a_gateways_template_is_whole_json_or_a_form)
{
    const auto status = [&](const std::string& body) {
        return post(manager(), "/channels",
                    {{"once", server::new_form_token()},
                     {"kind", "sms"},
                     {"url", "https://gateway.example/send"},
                     {"phone", "+86-13900000000"},
                     {"body", body},
                     {"topics", "offer"}})
            .status;
    };
    for (const auto* wrong :
         {R"({"mobile": "%phone%", "content": %text%})", R"({"mobile": %phone%, "content": "%text%"})",
          R"({"mobile": "%phone%", "content": "%text%")", R"(["%phone%", "%text%",])",
          "mobile=%phone% content=%text%", "mobile=%phone%\ncontent=%text%", "签名=a&m=%phone%&c=%text%",
          "mobile=%phone%"})
        BOOST_TEST(status(wrong) == 422, wrong);
    BOOST_TEST(count("channel") == 0);
    for (const auto* right :
         {R"({"mobile": "%phone%", "content": "%text%", "sn": "%id%"})", "m=%phone%&c=%text%&s=%E7%AD%BE"})
        BOOST_TEST(status(right) == 303, right);
}

BOOST_AUTO_TEST_CASE(a_new_secret_is_shown_once_and_the_one_before_holds_for_a_day)
{
    add(manager(), "https://receiver.example/");
    const auto before = only_row().keys.secret;
    const auto changed = act(manager(), only_channel() + "/secret");
    const auto row = only_row();
    BOOST_TEST(changed.body.contains(row.keys.secret));
    BOOST_TEST(row.keys.secret != before);
    BOOST_TEST(row.keys.secret_before == before);
    BOOST_TEST((row.rotated_until == now + 24h));
}

BOOST_AUTO_TEST_CASE(a_receiver_is_switched_off_and_on_and_sent_to_again)
{
    const auto id = hook("https://receiver.example/");
    tell(7);
    const auto path = "/channels/" + to_text(id);
    const auto again = path + "/dispatches/" + to_text(only(id).id) + "/again";
    BOOST_TEST(page_faults(get(admin(), path)) == "");
    BOOST_TEST(act(admin(), again).status == 409); // it waits
    BOOST_TEST(act(admin(), path + "/switch", "off").status == 303);
    BOOST_TEST((only(id).state == DispatchState::dropped));
    BOOST_TEST(act(admin(), again).status == 409); // it is off
    BOOST_TEST(act(admin(), path + "/switch", "on").status == 303);
    language = server::Language::en;
    BOOST_TEST(page_faults(get(admin(), path)) == "");
    BOOST_TEST(act(admin(), again).status == 303);
    BOOST_TEST((only(id).state == DispatchState::waiting));
    BOOST_TEST(count_events("channel.turned_off") == 1);
    BOOST_TEST(count_events("channel.sent_again") == 1);
}

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
