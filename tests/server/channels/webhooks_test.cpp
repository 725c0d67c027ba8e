// What goes out by webhook, to a receiver that takes in only what the official verifiers take.
#include "tests/server/channels/carrying.hpp"
#include "tests/support/child.hpp"
#include <boost/test/unit_test.hpp>
#include <thread>

using namespace carrying;
using namespace models;
using namespace std::chrono_literals;
using nlohmann::json;
using support::NodeScript;

namespace {

struct Receiving : Outbox {
    NodeScript receiver{"webhooks.js", {kSecret}};
    const std::string address = "http://127.0.0.1:" + receiver.line();
    json next() { return json::parse(receiver.line()); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(webhooks, Receiving)

BOOST_AUTO_TEST_CASE(a_message_holds_ids_and_what_happened_and_passes_both_official_verifiers)
{
    const auto hook_id = hook(address + "/ok");
    tell(417);
    const auto courier = this->courier(quickly());
    const auto heard = next();

    BOOST_TEST(heard.value("wrong", "") == "");
    BOOST_TEST(heard["type"] == "application/cloudevents+json; charset=utf-8");
    const auto& event = heard["event"];
    BOOST_TEST(event["type"] == "parasol.offer.accept");
    BOOST_TEST(event["source"] == "https://parasol.example");
    BOOST_TEST(event["subject"] == "offer/417");
    BOOST_TEST(event["data"] == (json{{"kind", "offer"},
                                      {"id", "417"},
                                      {"reference", "ZJ-520324-2026-000417"},
                                      {"event", "offer.accept"}}));
    BOOST_TEST(all_ended());
    const auto row = only(hook_id);
    BOOST_TEST((row.state == DispatchState::delivered));
    BOOST_TEST(heard["id"] == "msg_" + to_text(row.id));
    BOOST_TEST(value("SELECT status FROM dispatch_try") == "204");
}

BOOST_AUTO_TEST_CASE(a_wrong_secret_is_seen_by_the_receiver)
{
    const auto id = hook(address + "/ok", "whsec_" + std::string(32, 'A'));
    tell(1);
    auto manner = quickly();
    manner.pauses.fill(5ms);
    const auto courier = this->courier(manner);
    BOOST_TEST(next().contains("wrong"));
    BOOST_TEST(all_ended());
    BOOST_TEST((only(id).state == DispatchState::dead)); // after ten tries
    BOOST_TEST(only(id).tries == 10);
    BOOST_TEST(value("SELECT COUNT(*) FROM dispatch_try") == "10");
    BOOST_TEST((channel_row(id).state == ChannelState::on));
}

BOOST_AUTO_TEST_CASE(while_secrets_are_changed_a_receiver_with_either_is_content)
{
    store::ChannelRow row{
        .kind = ChannelKind::webhook, .state = ChannelState::on, .account = county().account};
    row.office = kDesk;
    row.topics = {"offer"};
    row.keys.target = address + "/ok";
    row.keys.secret = "whsec_" + std::string(32, 'B');
    row.keys.secret_before = kSecret; // the receiver's
    row.rotated_until = now + 1h;
    const auto id = channel(row);
    tell(1);
    const auto courier = this->courier(quickly());
    const auto heard = next();
    BOOST_TEST(heard.value("wrong", "") == "");
    BOOST_TEST(heard["signature"].get<std::string>().contains(" v1,"));
    BOOST_TEST(all_ended());
    BOOST_TEST((only(id).state == DispatchState::delivered));
}

BOOST_AUTO_TEST_CASE(who_says_that_it_is_gone_is_asked_no_more)
{
    const auto id = hook(address + "/gone");
    tell(1);
    tell(2);
    const auto courier = this->courier(quickly());
    BOOST_TEST(all_ended());
    tell(3);
    const auto row = channel_row(id);
    BOOST_TEST((row.state == ChannelState::off));
    BOOST_TEST((row.off_reason == OffReason::gone));
    BOOST_TEST(count_events("channel.turned_off") == 1);
    BOOST_TEST(value("SELECT COUNT(*) FROM dispatch") == "2");
}

// A page of a megabyte instead of an empty answer: taken all the same, and not sent ten times.
BOOST_AUTO_TEST_CASE(a_long_answer_is_an_answer_and_is_not_read_to_its_end)
{
    const auto id = hook(address + "/long");
    tell(1);
    const auto courier = this->courier(quickly());
    BOOST_TEST(all_ended());
    BOOST_TEST((only(id).state == DispatchState::delivered));
    BOOST_TEST(value("SELECT tries FROM dispatch") == "1");
}

BOOST_AUTO_TEST_CASE(a_redirect_is_a_failure_and_leads_nowhere)
{
    const auto id = hook(address + "/redirect?to=" + address + "/ok");
    tell(1);
    auto manner = quickly();
    manner.pauses.fill(5ms);
    const auto courier = this->courier(manner);
    BOOST_TEST(all_ended());
    BOOST_TEST((only(id).state == DispatchState::dead));
    for (int i = 0; i < 10; ++i) BOOST_TEST(next()["path"] == "/redirect");
    BOOST_TEST(!receiver.says(100ms));
}

BOOST_AUTO_TEST_CASE(of_what_fails_three_times_in_ten_each_arrives_once_and_in_the_order_of_its_case)
{
    hook(address + "/flaky");
    constexpr int kCases = 12, kEach = 5;
    for (int i = 0; i < kEach; ++i)
        for (int number = 1; number <= kCases; ++number) tell(number);
    const auto courier = this->courier(quickly());
    BOOST_TEST(all_ended());

    std::map<std::string, std::vector<std::int64_t>> taken;
    int failed = 0;
    while (receiver.says(100ms)) {
        const auto heard = next();
        if (heard["status"] != 200) {
            ++failed;
            continue;
        }
        const auto id = std::stoll(heard["id"].get<std::string>().substr(4));
        taken[heard["event"]["subject"]].push_back(id);
    }
    BOOST_TEST(failed > 10);
    BOOST_TEST(taken.size() == kCases);
    for (const auto& [subject, ids] : taken) {
        BOOST_TEST(ids.size() == kEach);
        BOOST_TEST(std::ranges::is_sorted(ids));
        BOOST_TEST((std::ranges::adjacent_find(ids) == ids.end()));
    }
    BOOST_TEST(value("SELECT COUNT(*) FROM dispatch WHERE state = 'delivered'") ==
               std::to_string(kCases * kEach));
}

BOOST_AUTO_TEST_CASE(a_receiver_that_hangs_keeps_no_other_waiting)
{
    hook(address + "/hang-first");
    const auto quick = hook(address + "/ok");
    for (int number = 1; number <= 20; ++number) tell(number);
    auto manner = quickly();
    manner.whole = 30s;
    manner.together = 16;
    const auto courier = this->courier(manner);
    const auto left =
        "SELECT COUNT(*) FROM dispatch WHERE state = 'waiting' AND channel_id = " + to_text(quick);
    bool all = false;
    for (int step = 0; step < 200 && !all; ++step, std::this_thread::sleep_for(25ms))
        all = value(left.c_str()) == "0";
    BOOST_TEST(all);
}

// Quality row 67: what was on its way comes again, under the same number, once its claim has run out.
BOOST_AUTO_TEST_CASE(a_courier_that_is_killed_loses_nothing)
{
    const auto id = hook(address + "/hang-first");
    tell(1);
    auto manner = quickly();
    manner.claim = 700ms;
    manner.whole = 30s;
    db.close();
    std::string first;
    {
        support::Child child([&] {
            db.reopen();
            const auto courier = this->courier(manner);
            std::this_thread::sleep_for(60s);
            return 0;
        });
        first = next()["id"];
        child.kill();
        child.status();
    }
    db.reopen();
    BOOST_TEST(value("SELECT tries FROM dispatch") == "1");
    const auto courier = this->courier(manner);
    const auto second = next();
    BOOST_TEST(second["id"] == first);
    BOOST_TEST(second["times"] == 2);
    BOOST_TEST(all_ended());
    BOOST_TEST((only(id).state == DispatchState::delivered));
}

// One that waits for an answer when its process ends keeps it, although the database refuses at first.
BOOST_AUTO_TEST_CASE(an_answer_that_comes_at_the_end_is_kept)
{
    const auto id = hook(address + "/ok");
    tell(1);
    std::atomic<int> refusals{0};
    std::atomic<bool> refusing{false};
    {
        server::channels::Courier courier(library, db.url(), db.vault(), quickly());
        courier.begin(
            [&](const auto& change) {
                if (refusing && refusals < 2) return ++refusals, false;
                const std::lock_guard lock(writing);
                db.write([&](store::Writer& w) { change(w); });
                refusing = true; // after the claim
                return true;
            },
            [this] { return passed(); });
        BOOST_TEST(next()["path"] == "/ok");
        courier.end();
    }
    BOOST_TEST(refusals == 2);
    BOOST_TEST((only(id).state == DispatchState::delivered));
}

// With more receivers that are always busy than may be served at once, none waits for ever.
BOOST_AUTO_TEST_CASE(receivers_are_served_in_turn)
{
    std::vector<ChannelId> hooks;
    for (int i = 0; i < 4; ++i) hooks.push_back(hook(address + "/slow"));
    for (int number = 1; number <= 30; ++number) tell(number);
    auto manner = quickly();
    manner.together = 2;
    manner.of_one_channel = 2;
    const auto courier = this->courier(manner);
    const auto delivered = [&](ChannelId id) {
        const auto sql =
            "SELECT COUNT(*) FROM dispatch WHERE state = 'delivered' AND channel_id = " + to_text(id);
        return std::stoi(value(sql.c_str()));
    };
    for (int step = 0; step < 400 && delivered(hooks.back()) == 0; ++step) std::this_thread::sleep_for(10ms);
    BOOST_TEST(delivered(hooks.back()) > 0);
    BOOST_TEST(delivered(hooks.front()) < 30);
}

BOOST_AUTO_TEST_CASE(several_couriers_share_the_work_and_none_does_it_twice)
{
    hook(address + "/ok");
    const auto one = courier(quickly()), other = courier(quickly()), third = courier(quickly());
    for (int number = 1; number <= 40; ++number) tell(number);
    BOOST_TEST(all_ended());
    std::map<std::string, int> times;
    while (receiver.says(100ms)) ++times[next()["id"]];
    BOOST_TEST(times.size() == 40);
    for (const auto& [message, count] : times) BOOST_TEST(count == 1);
}

BOOST_AUTO_TEST_CASE(a_gateways_body_is_its_own_template)
{
    store::ChannelRow row{.kind = ChannelKind::sms, .state = ChannelState::on, .account = county().account};
    row.office = kDesk;
    row.topics = {"offer"};
    row.keys.target = address + "/sms";
    row.keys.authorization = "Bearer of-the-gateway";
    row.keys.phone = "13900000000";
    row.keys.body = R"({"mobile": "%phone%", "content": "%text%", "sn": "%id%"})";
    const auto id = channel(row);
    tell(1);
    const auto courier = this->courier(quickly());
    const auto heard = next();
    const auto body = json::parse(heard["body"].get<std::string>());
    BOOST_TEST(heard["authorization"] == "Bearer of-the-gateway");
    BOOST_TEST(body["mobile"] == "13900000000");
    BOOST_TEST(body["content"] == "【幸福伞】对接单已承接（ZJ-520324-2026-000417），请登录系统查看。");
    BOOST_TEST(all_ended());
    BOOST_TEST((only(id).state == DispatchState::delivered));
}

BOOST_AUTO_TEST_SUITE_END()
