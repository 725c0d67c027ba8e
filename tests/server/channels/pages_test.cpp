// Receivers are added, changed, switched and looked at.
#include "tests/server/channels/managing.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace carrying;
using namespace models;
using namespace std::chrono_literals;
using support::location;
using support::page_faults;

namespace {

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
    const auto stranger = leader(other, "stranger");
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

BOOST_AUTO_TEST_SUITE_END()
