// What goes out by mail, to a real SMTP server.
#include "models/store/tasks.hpp"
#include "server/channels/daily.hpp"
#include "server/referrals/service.hpp"
#include "tests/server/channels/carrying.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <openssl/evp.h>
#include <thread>

using namespace carrying;
using namespace models;
using namespace std::chrono_literals;
using nlohmann::json;
using support::NodeScript;

namespace {

struct Mailing : Outbox {
    explicit Mailing(const std::string& way = "starttls")
        : server("mail.js", {way, support::own_keys().key, support::own_keys().certificate}),
          port(server.line())
    {
        set(way == "tls" ? "smtps" : "smtp", "secret");
    }
    void set(const std::string& scheme, const std::string& password)
    {
        auto config = std::make_shared<server::Config>(*library->config);
        config->mail_server = scheme + "://localhost:" + port;
        config->mail_from = "parasol@office.example";
        config->mail_user = "parasol";
        config->mail_password_file = db.folder() / "mail-password";
        config->outbound_ca = support::own_keys().certificate;
        std::ofstream(config->mail_password_file) << password << '\n';
        library->config = config;
    }
    json next() { return json::parse(server.line()); }
    NodeScript server;
    std::string port;
};

std::string body_of(const json& mail)
{
    auto text = mail["text"].get<std::string>();
    text = text.substr(text.find("\r\n\r\n") + 4);
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    std::string body(text.size(), '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(body.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    body.resize(static_cast<std::size_t>(std::max(0, size)));
    return body;
}

std::string between(const std::string& text, const std::string& before, const std::string& after)
{
    const auto begin = text.find(before) + before.size();
    return text.substr(begin, text.find(after, begin) - begin);
}

} // namespace

BOOST_AUTO_TEST_SUITE(mail)

BOOST_DATA_TEST_CASE(a_letter_arrives_by_tls_from_its_beginning_and_by_starttls,
                     std::vector<std::string>({"starttls", "tls"}), way)
{
    Mailing world(way);
    const auto id = world.mail("wang@office.example");
    world.tell(417);
    world.tell(418, "referral.confirm_urgently"); // at once, and what is new with it
    const auto courier = world.courier(quickly());
    const auto heard = world.next();

    BOOST_TEST(heard["from"] == "parasol@office.example");
    BOOST_TEST(heard["to"] == json({"wang@office.example"}));
    BOOST_TEST(heard["secure"] == true);
    BOOST_TEST(heard["user"] == "parasol");
    const auto body = body_of(heard);
    BOOST_TEST(body.contains("对接单已承接  ZJ-520324-2026-000417\n  https://parasol.example/offers/417\n"));
    BOOST_TEST(body.contains("https://parasol.example/offers/418\n"));
    BOOST_TEST(world.all_ended());
    BOOST_TEST((world.only(id).state == DispatchState::delivered));
}

BOOST_AUTO_TEST_CASE(a_server_without_a_certificate_that_is_trusted_gets_no_letter_and_no_password)
{
    Mailing world;
    auto config = std::make_shared<server::Config>(*world.library->config);
    config->outbound_ca.clear();
    world.library->config = config;
    const auto id = world.mail("wang@office.example");
    world.tell(1, "referral.confirm_urgently");
    auto manner = quickly();
    manner.pauses.fill(5ms);
    const auto courier = world.courier(manner);
    BOOST_TEST(world.all_ended());
    BOOST_TEST(world.only(id).outcome == "tls");
    BOOST_TEST(!world.server.says(100ms));
}

BOOST_DATA_TEST_CASE(an_address_that_bounces_turns_its_channel_off,
                     std::vector<std::string>({"gone@office.example", "moved@office.example"}), address)
{
    Mailing world;
    const auto id = world.mail(address);
    world.tell(1, "referral.confirm_urgently");
    const auto courier = world.courier(quickly());
    BOOST_TEST(world.all_ended());
    BOOST_TEST((world.channel_row(id).state == ChannelState::off));
    BOOST_TEST((world.channel_row(id).off_reason == OffReason::bounced));
    BOOST_TEST(world.value("SELECT tries FROM dispatch") == "1");
    BOOST_TEST(world.count_events("channel.turned_off") == 1);
}

// The mail server took it, and another one wrote back later.
BOOST_AUTO_TEST_CASE(a_bounce_that_comes_later_is_known_by_the_mails_own_number)
{
    Mailing world;
    const auto id = world.mail("wang@office.example");
    world.tell(1, "referral.confirm_urgently");
    const auto courier = world.courier(quickly());
    const auto mail = world.next()["text"].get<std::string>();
    BOOST_TEST(world.all_ended());
    const auto own = between(mail, "Message-ID: <", ">");
    const auto admin = world.officer(Role::admin, {}, "admin");
    const auto say = [&](const std::string& message, const std::string& action, const std::string& status) {
        const std::lock_guard lock(world.writing);
        const auto body = json{{"message_id", message}, {"action", action}, {"status", status}}.dump();
        auto call = world.call(admin, server::Verb::post, "/api/v1/mail-bounces");
        call.body = body;
        call.idempotency_key = store::new_uuid();
        return world.send(std::move(call));
    };
    auto guessed = own;
    guessed[guessed.find('.') + 1] ^= 1;
    const auto number = own.substr(0, own.find('.'));
    for (const auto& other : {guessed, number + "@office.example", number + ".@office.example",
                              "msg_1" + own.substr(4), std::string("x"), std::string("msg_")})
        BOOST_TEST(say(other, "failed", "5.1.1").status == 404, other);
    for (const auto& [action, status] :
         {std::pair{"delayed", "5.1.1"}, {"failed", "4.2.2"}, {"failed", "5.2.2"}, {"failed", "5.7.1"}}) {
        const auto soft = say(own, action, status);
        BOOST_TEST(soft.status == 200);
        BOOST_TEST(soft.body.contains("false"));
    }
    BOOST_TEST((world.channel_row(id).state == ChannelState::on));

    const auto hard = say(own, "failed", "5.1.1");
    BOOST_TEST(hard.body.contains("true"));
    BOOST_TEST((world.channel_row(id).state == ChannelState::off));
    BOOST_TEST((world.channel_row(id).off_reason == OffReason::bounced));
    BOOST_TEST(world.count_events("channel.turned_off") == 1);
    BOOST_TEST(say(own, "failed", "5.1.1").body.contains("false")); // it is off
    BOOST_TEST(world.get(world.county(), "/account/mail").body.contains("邮件被退回"));
    BOOST_TEST(say(own, "failed", std::string(30, '5')).status == 422);
}

// A code that came back: the page says so, and another address may be given.
BOOST_AUTO_TEST_CASE(a_code_that_comes_back_is_said_where_it_is_waited_for)
{
    Mailing world;
    auto row = world.channel_row(world.mail("gone@office.example", ChannelState::unconfirmed));
    world.db.write(
        [&](store::Writer& w) { store::queue_dispatch(w, row.id, DispatchKind::code, world.now); });
    const auto courier = world.courier(quickly());
    BOOST_TEST(world.all_ended());
    BOOST_TEST((world.channel_row(row.id).state == ChannelState::unconfirmed));
    BOOST_TEST(world.get(world.county(), "/account/mail").body.contains("邮件被退回"));
}

// Quality row 67: of one address a later mail waits for the one before.
BOOST_AUTO_TEST_CASE(mails_of_one_address_go_in_order_although_the_first_fails_at_first)
{
    Mailing world;
    world.mail("twice@office.example"); // refused for now, the first two times
    world.tell(1, "referral.confirm_urgently");
    const auto courier = world.courier(quickly());
    for (int step = 0; step < 400 && world.value("SELECT MAX(tries) FROM dispatch") == "0"; ++step)
        std::this_thread::sleep_for(5ms);
    world.tell(2, "referral.confirm_urgently");
    BOOST_TEST(body_of(world.next()).contains("/offers/1\n"));
    BOOST_TEST(body_of(world.next()).contains("/offers/2\n"));
    BOOST_TEST(world.all_ended());
    BOOST_TEST(!world.server.says(100ms));
}

BOOST_DATA_TEST_CASE(what_may_pass_and_what_is_our_own_fault_turns_nothing_off,
                     std::vector<std::string>({"later@office.example", "shut@office.example",
                                               "plain@office.example", "ours@office.example",
                                               "full@office.example", "wang@office.example"}),
                     address)
{
    Mailing world;
    if (address.starts_with("wang")) world.set("smtp", "another password");
    const auto id = world.mail(address);
    world.tell(1, "referral.confirm_urgently");
    auto manner = quickly();
    manner.pauses.fill(5ms);
    const auto courier = world.courier(manner);
    BOOST_TEST(world.all_ended());
    BOOST_TEST((world.only(id).state == DispatchState::dead));
    BOOST_TEST(world.only(id).tries == 10);
    BOOST_TEST((world.channel_row(id).state == ChannelState::on));
}

BOOST_AUTO_TEST_CASE(what_was_read_meanwhile_is_not_mailed)
{
    Mailing world;
    const auto id = world.mail("wang@office.example");
    world.tell(1, "referral.confirm_urgently");
    const auto reader = world.county().account;
    world.db.write([&](store::Writer& w) { store::read_notices(w, kDesk, reader, world.now); });
    const auto courier = world.courier(quickly());
    BOOST_TEST(world.all_ended());
    BOOST_TEST((world.only(id).state == DispatchState::dropped));
    BOOST_TEST(!world.server.says(100ms));
}

BOOST_AUTO_TEST_CASE(what_is_due_is_mailed_once_on_each_working_day_and_never_an_empty_list)
{
    Mailing world;
    auto row = world.channel_row(world.mail("wang@office.example"));
    row.daily = true;
    const auto village = world.village();
    world.now = support::at_minute(0); // Tuesday, nine o'clock
    const auto sweep = [&](Time at) {
        world.db.write([&](store::Writer& w) { server::channels::queue_daily_mail(w, *world.library, at); });
        return world.value("SELECT COUNT(*) FROM dispatch");
    };
    world.db.write([&](store::Writer& w) { store::save_channel(w, row); });
    BOOST_TEST(sweep(world.now) == "0"); // nothing is due
    world.db.write([&](store::Writer& w) {
        const auto id = server::referrals::start_draft({w, village, *world.library, world.now}).id;
        store::begin_task(
            w, {.kind = TaskKind::resume, .referral = id, .begun_at = world.now, .due_at = world.now + 24h});
    });
    world.db.connection().execute("test.reference", "UPDATE referral SET reference = 'ZJ-1'");
    BOOST_TEST(sweep(world.now + 1h) == "0");  // it was looked at today
    BOOST_TEST(sweep(world.now + 22h) == "0"); // seven o'clock
    BOOST_TEST(sweep(world.now + 23h) == "1");
    BOOST_TEST(sweep(world.now + 24h) == "1");
    BOOST_TEST(sweep(world.now + 4 * 24h) == "1"); // Saturday
    world.now += 23h;
    const auto courier = world.courier(quickly());
    BOOST_TEST(body_of(world.next()).contains("https://parasol.example/due\n"));
}

BOOST_AUTO_TEST_SUITE_END()
