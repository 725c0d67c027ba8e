// Channels, and what goes out by them: queued with the notice, claimed once, in order, kept. Both databases.
#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "tests/store/given.hpp"
#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <thread>

using namespace models;
using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;
using namespace std::chrono_literals;

namespace {

const Office kBureau{Side::county, given::kCounty, {}, false}, kHead{Side::county, given::kCounty, {}, true};

ChannelRow hook_of(AccountId by, Office office)
{
    ChannelRow row{.kind = ChannelKind::webhook, .state = ChannelState::on, .account = by, .office = office};
    row.topics = {"offer", "referral", "clock"};
    row.keys.target = "https://receiver.example/hook";
    row.keys.secret = "whsec_c2VjcmV0";
    return row;
}

ChannelRow mail_of(AccountId account)
{
    ChannelRow row{.kind = ChannelKind::mail, .state = ChannelState::on, .account = account};
    row.keys.target = "wang@office.example";
    return row;
}

struct Given {
    explicit Given(Backend backend)
        : db(backend), wang(given::account(db, "wang", Role::county, given::kCounty))
    {
    }
    ChannelId channel(const ChannelRow& row)
    {
        return db.write([&](Writer& w) { return insert_channel(w, row, at_minute(0)); });
    }
    void tell(std::int64_t offer, Office to, int minute = 0, int from = 0, const char* about = "offer.accept")
    {
        db.write([&](Writer& w) {
            insert_notice(w,
                          {.about = about,
                           .noun = NoticeNoun::offer,
                           .noun_id = offer,
                           .reference = "ZJ-1",
                           .to = to,
                           .shown_from = at_minute(from)},
                          at_minute(minute));
        });
    }
    std::vector<DispatchRow> due(ChannelId channel, int minute)
    {
        return db.read([&](Reader& r) { return dispatches_due(r, channel, at_minute(minute), 50); });
    }
    bool claim(const DispatchRow& row, int minute, int until)
    {
        return db.write(
            [&](Writer& w) { return claim_dispatch(w, row, at_minute(minute), at_minute(until)); });
    }
    bool keep(const DispatchRow& row, DispatchState state, int minute, int next = 0)
    {
        return db.write([&](Writer& w) {
            return keep_try(w,
                            {.id = row.id,
                             .tries = row.tries + 1,
                             .state = state,
                             .next_at = at_minute(next),
                             .outcome = "answered",
                             .status = state == DispatchState::delivered ? 204 : 500,
                             .began = at_minute(minute),
                             .took = 12ms},
                            at_minute(minute));
        });
    }
    std::size_t notices(DispatchId id)
    {
        return db.read([&](Reader& r) { return notices_of(r, id).size(); });
    }
    TestDb db;
    AccountId wang;
};

} // namespace

BOOST_AUTO_TEST_SUITE(dispatches)

BOOST_DATA_TEST_CASE(a_notice_goes_to_the_channels_of_its_office_that_ask_for_it, kBoth, backend)
{
    Given given(backend);
    auto clocks_only = hook_of(given.wang, kBureau);
    clocks_only.topics = {"clock"};
    const auto hook = given.channel(hook_of(given.wang, kBureau)), clocks = given.channel(clocks_only),
               lead = given.channel(hook_of(given.wang, kHead)),
               all = given.channel(hook_of(given.wang, {Side::system, {}, {}, false})),
               other = given.channel(hook_of(given.wang, {Side::county, given::kOtherCounty, {}, false}));

    given.tell(1, kBureau);
    given.tell(2, kHead);
    given.tell(3, kBureau, 0, 10); // not yet

    BOOST_TEST(given.due(hook, 1).size() == 1);
    BOOST_TEST(given.due(clocks, 1).size() == 0);
    BOOST_TEST(given.due(lead, 1).size() == 2);
    BOOST_TEST(given.due(all, 1).size() == 2);
    BOOST_TEST(given.due(other, 1).size() == 0);
    given.db.write([&](Writer& w) { tell_notices(w, at_minute(10)); });
    BOOST_TEST(given.due(hook, 11).size() == 2);
    BOOST_TEST(given.due(hook, 1).front().subject == "offer/1");
}

BOOST_DATA_TEST_CASE(what_its_sender_needs_is_sealed_and_comes_back, kBoth, backend)
{
    Given given(backend);
    auto row = hook_of(given.wang, kBureau);
    row.keys.body = "{\"to\": \"{{phone}}\", \"say\": \"1:2:3\"}";
    row.keys.phone = "13900000000";
    row.keys.code_until = at_minute(5);
    const auto id = given.channel(row);

    const auto found = given.db.read([&](Reader& r) { return find_channel(r, id); });
    BOOST_TEST(found->keys.target == row.keys.target);
    BOOST_TEST(found->keys.body == row.keys.body);
    BOOST_TEST(found->keys.phone == row.keys.phone);
    BOOST_TEST((found->keys.code_until == at_minute(5)));
    BOOST_TEST((found->office == kBureau));
    BOOST_TEST(!given.db.value_of("SELECT sealed FROM channel").contains("receiver"));
}

BOOST_DATA_TEST_CASE(of_two_that_claim_one_gets_it_until_its_time_is_over, kBoth, backend)
{
    Given given(backend);
    const auto hook = given.channel(hook_of(given.wang, kBureau));
    given.tell(1, kBureau);
    const auto row = given.due(hook, 1).at(0);

    BOOST_TEST(given.claim(row, 1, 3));
    BOOST_TEST(!given.claim(row, 1, 3));
    BOOST_TEST(given.due(hook, 2).empty());

    const auto again = given.due(hook, 3).at(0); // whoever had it was killed
    BOOST_TEST((again.id == row.id));
    BOOST_TEST(given.claim(again, 3, 5));
    BOOST_TEST(!given.keep(row, DispatchState::delivered, 4)); // too late: it is another's now
    BOOST_TEST(given.keep(again, DispatchState::delivered, 4));
    BOOST_TEST(given.db.value_of("SELECT COUNT(*) FROM dispatch_try") == "2");
    BOOST_TEST(given.due(hook, 60).empty());
}

BOOST_DATA_TEST_CASE(about_one_case_one_goes_out_after_the_other, kBoth, backend)
{
    Given given(backend);
    const auto hook = given.channel(hook_of(given.wang, kBureau));
    given.tell(1, kBureau);
    given.tell(1, kBureau);
    given.tell(2, kBureau);

    const auto due = given.due(hook, 1);
    BOOST_TEST(due.size() == 2); // the first about each case
    given.claim(due[0], 1, 2);
    given.keep(due[0], DispatchState::waiting, 1, 30); // it failed
    BOOST_TEST(given.due(hook, 20).size() == 1);       // the second about the case waits for it
    const auto first = given.due(hook, 30).at(0).subject == "offer/1" ? 0 : 1;
    auto failed = given.due(hook, 30).at(static_cast<std::size_t>(first));
    given.claim(failed, 30, 31);
    given.keep(failed, DispatchState::dead, 30);
    BOOST_TEST(given.due(hook, 31).size() == 2); // and now goes
}

BOOST_DATA_TEST_CASE(new_notices_come_with_one_mail_and_an_urgent_one_sends_it_at_once, kBoth, backend)
{
    Given given(backend);
    const auto mail = given.channel(mail_of(given.wang));
    given.tell(1, kBureau);
    given.tell(2, kBureau, 3);
    given.tell(3, kHead, 3); // is not marked as lead
    BOOST_TEST(given.due(mail, 9).empty());
    const auto first = given.due(mail, 10);
    BOOST_TEST(first.size() == 1);
    BOOST_TEST(given.notices(first[0].id) == 2);

    given.claim(first[0], 10, 12);
    given.tell(4, kBureau, 11); // the next mail
    given.keep(first[0], DispatchState::delivered, 11);
    BOOST_TEST(given.due(mail, 12).empty());
    given.tell(5, kBureau, 12, 0, "referral.confirm_urgently");
    const auto second = given.due(mail, 12);
    BOOST_TEST(second.size() == 1);
    BOOST_TEST(given.notices(second[0].id) == 2);
}

BOOST_DATA_TEST_CASE(a_channel_that_goes_off_drops_what_waits_and_is_told_no_more, kBoth, backend)
{
    Given given(backend);
    const auto hook = given.channel(hook_of(given.wang, kBureau));
    given.tell(1, kBureau);
    const auto id = given.due(hook, 1).at(0).id;
    const auto off = [&] {
        return given.db.write(
            [&](Writer& w) { return turn_channel_off(w, hook, OffReason::gone, at_minute(2)); });
    };
    const auto again = [&] {
        return given.db.write([&](Writer& w) { return send_again(w, hook, id, at_minute(4)); });
    };
    BOOST_TEST(!again()); // it still waits
    BOOST_TEST(off());
    BOOST_TEST(!off());
    given.tell(2, kBureau);

    BOOST_TEST(given.db.value_of("SELECT state FROM dispatch") == "dropped");
    BOOST_TEST(!again());
    given.db.write([&](Writer& w) {
        auto row = find_channel(w, hook).value();
        row.state = ChannelState::on;
        row.off_reason.reset();
        BOOST_TEST(save_channel(w, row));
        BOOST_TEST(!save_channel(w, row)); // of another version
    });
    BOOST_TEST(again());
    BOOST_TEST((given.due(hook, 5).at(0).id == id)); // under the same number
}

BOOST_DATA_TEST_CASE(what_ended_long_ago_is_forgotten_and_a_mail_address_at_once, kBoth, backend)
{
    Given given(backend);
    const auto hook = given.channel(hook_of(given.wang, kBureau));
    given.channel(mail_of(given.wang));
    given.tell(1, kBureau);
    given.tell(2, kBureau);
    const auto row = given.due(hook, 1).at(0);
    given.claim(row, 1, 2);
    given.keep(row, DispatchState::delivered, 1);

    given.db.write([&](Writer& w) { forget_dispatches(w, at_minute(2)); });
    BOOST_TEST(given.db.value_of("SELECT COUNT(*) FROM dispatch") == "2");
    BOOST_TEST(given.db.value_of("SELECT COUNT(*) FROM dispatch_try") == "0");

    given.db.write([&](Writer& w) { delete_mail_channel(w, given.wang); });
    BOOST_TEST(given.db.value_of("SELECT COUNT(*) FROM channel") == "1");
    BOOST_TEST(given.db.value_of("SELECT COUNT(*) FROM dispatch") == "1");
}

// Several processes look at once: every message is claimed by exactly one of them.
BOOST_AUTO_TEST_CASE(of_many_messages_each_is_claimed_once)
{
    Given given(Backend::postgresql);
    const auto hook = given.channel(hook_of(given.wang, kBureau));
    for (int i = 0; i < 60; ++i) given.tell(i, kBureau);

    std::atomic<int> claimed = 0;
    const auto work = [&] {
        const auto connection = given.db.open(Connection::Access::write);
        const auto rows = given.due(hook, 1);
        for (const auto& row : rows)
            claimed += TestDb::write_on(
                *connection, [&](Writer& w) { return claim_dispatch(w, row, at_minute(1), at_minute(2)); });
    };
    {
        std::jthread one(work), two(work), three(work);
    }
    BOOST_TEST(std::to_string(claimed) == given.db.value_of("SELECT SUM(tries) FROM dispatch"));
    BOOST_TEST(given.db.value_of("SELECT COUNT(*) FROM dispatch WHERE tries > 1") == "0");
    BOOST_TEST(claimed >= 50);
}

BOOST_DATA_TEST_CASE(what_offices_have_not_read_is_counted_in_one_look, kBoth, backend)
{
    Given given(backend);
    given.tell(1, kBureau);
    given.tell(2, kBureau);
    given.tell(3, kHead);
    auto counts = given.db.read([&](Reader& r) { return unread_of_all(r); });
    BOOST_TEST(counts.size() == 2);
    std::ranges::sort(counts, {}, [](const auto& count) { return count.second; });
    BOOST_TEST((counts[0] == std::pair{kHead, std::int64_t{1}}));
    BOOST_TEST((counts[1] == std::pair{kBureau, std::int64_t{2}}));
}

BOOST_AUTO_TEST_SUITE_END()
