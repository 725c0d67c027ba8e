// What the event streams of the inbox tell, and to whom.
#include "models/store/accounts.hpp"
#include "models/store/channels.hpp"
#include "models/store/notices.hpp"
#include "server/notices/inbox.hpp"
#include "server/notices/routes.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using support::page_faults;

namespace {

struct Inbox : support::PageWorld {
    Inbox() : PageWorld(server::notices::routes()) {}
    void tell(Office to)
    {
        db.write([&](store::Writer& w) {
            store::insert_notice(w,
                                 {.about = "offer.accept",
                                  .noun = store::NoticeNoun::offer,
                                  .noun_id = 7,
                                  .reference = "ZJ-1",
                                  .to = to,
                                  .shown_from = now},
                                 now);
        });
    }
    std::string told(const Actor& actor)
    {
        const auto topic = get(actor, "/inbox/events").follows;
        const auto texts = db.read([](store::Reader& r) { return server::notices::inbox_counts(r); });
        return texts.contains(topic) ? texts.at(topic) : "0";
    }
};

const Office kBureau{Side::county, support::kCounty, {}, false},
    kHead{Side::county, support::kCounty, {}, true};

} // namespace

BOOST_FIXTURE_TEST_SUITE(inbox, Inbox)

BOOST_AUTO_TEST_CASE(each_desk_is_told_of_its_own_and_a_lead_of_what_leads_are_told_too)
{
    const auto officer = county(), second = second_county();
    db.write([&](store::Writer& w) {
        auto row = store::find_account(w, second.account).value();
        row.lead = true;
        store::save_account(w, row);
    });
    BOOST_TEST(told(officer) == "0");
    tell(kBureau);
    tell(kBureau);
    tell(kHead);
    BOOST_TEST(told(officer) == "2 0");
    BOOST_TEST(told(second) == "3 0");
    BOOST_TEST(told(township()) == "0");
    BOOST_TEST(told(elsewhere()) == "0");

    db.write([&](store::Writer& w) { store::read_notices(w, kHead, second.account, now); });
    BOOST_TEST(told(officer) == "0");
}

BOOST_AUTO_TEST_CASE(an_event_stream_is_for_who_has_a_desk)
{
    const auto answer = get(county(), "/inbox/events");
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.content_type == "text/event-stream; charset=utf-8");
    BOOST_TEST(!answer.follows.empty());
    BOOST_TEST(get(officer(Role::admin, {}, "admin"), "/inbox/events").status == 403);
}

BOOST_AUTO_TEST_CASE(a_mail_address_that_bounced_is_told_of_beside_the_notices)
{
    store::ChannelRow row{.kind = ChannelKind::mail, .state = ChannelState::on, .account = county().account};
    row.keys.target = "gone@office.example";
    const auto id = db.write([&](store::Writer& w) { return store::insert_channel(w, row, now); });
    BOOST_TEST(!get(county(), "/notices").body.contains("邮件被退回"));
    db.write([&](store::Writer& w) { store::turn_channel_off(w, id, OffReason::bounced, now); });
    const auto shown = get(county(), "/notices");
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("邮件被退回"));
    BOOST_TEST(page_faults(get(officer(Role::admin, {}, "admin"), "/outbox")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
