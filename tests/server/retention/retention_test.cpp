// Periods that are over, by moving the clock: what is due goes, what is held stays, each day's run is told.
#include "models/store/audit.hpp"
#include "models/store/consents.hpp"
#include "models/store/retention.hpp"
#include "server/config.hpp"
#include "server/jobs/sweep.hpp"
#include "server/referrals/document.hpp"
#include "server/retention/routes.hpp"
#include "server/retention/service.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using support::page_faults;
using namespace std::chrono_literals;

namespace {

struct Keeping : given::OfferWorld {
    Keeping() : OfferWorld({}, server::retention::routes()) {}

    Referral ended()
    {
        const auto row = another_family();
        given::act(*this, county(), [&](const server::Desk& desk) {
            return server::referrals::withdraw(desk, given::seen(row), {{}, "不要了"});
        }).value();
        return referral(row.id);
    }
    void sweep()
    {
        db.write([&](store::Writer& w) { server::jobs::minute_sweep(library)(w, now); });
    }
    void days_pass(int days)
    {
        now += 24h * days;
        sweep();
    }
    std::string names_in(ReferralId id)
    {
        const auto row = referral(id);
        const auto household = db.read(
            [&](store::Reader& r) { return server::referrals::find_document(r, row).body.household; });
        std::string all;
        for (const auto& member : household.members)
            all += std::string(member.name.reveal()) + std::string(member.id_number.reveal());
        return all;
    }
    store::RetentionRun last_run()
    {
        return db.read([](store::Reader& r) { return store::list_retention_runs(r, 1).front(); });
    }
    server::Response hold(const Actor& actor, ReferralId id, const std::string& reason, const char* more = "")
    {
        return post(actor, "/referrals/" + to_text(id) + "/hold" + more,
                    {{"once", "k" + std::to_string(++keys)}, {"reason", reason}});
    }
    void run(int most)
    {
        const Actor nobody;
        db.write([&](store::Writer& w) { server::retention::run({w, nobody, *library, now}, most); });
    }
    int keys = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(retention, Keeping)

BOOST_AUTO_TEST_CASE(a_referral_keeps_its_family_for_its_period_after_the_end)
{
    const auto row = ended();
    days_pass(library->config->closed_kept_days - 1);
    BOOST_TEST(names_in(row.id) != "");
    days_pass(2);
    BOOST_TEST(names_in(row.id) == "");
    BOOST_CHECK(referral(row.id).erased_for == ErasedFor::period);
    BOOST_TEST(count("blind_index") == 0);
    BOOST_TEST(count("erasure") == 0); // its period ends again after a restore
    BOOST_TEST(count_events("family.pseudonymized") == 1);
    db.read([&](store::Reader& r) { BOOST_TEST(!store::verify_audit(r)); });
}

BOOST_AUTO_TEST_CASE(one_that_was_never_confirmed_is_kept_longer)
{
    const auto row = given::reported(*this);
    given::act(*this, county(), [&](const server::Desk& desk) {
        return server::referrals::withdraw(desk, given::seen(row), {{}, "不要了"});
    }).value();
    days_pass(library->config->closed_kept_days + 1);
    BOOST_TEST(names_in(row.id) != "");
    days_pass(library->config->refused_kept_days - library->config->closed_kept_days);
    BOOST_TEST(names_in(row.id) == "");
}

BOOST_AUTO_TEST_CASE(a_live_referral_is_left_alone)
{
    const auto row = family(false);
    now += 24h * 3000;
    const Actor nobody;
    db.write([&](store::Writer& w) {
        BOOST_TEST(store::referrals_over(w, {now, now, day_of(now), now}, 10).empty());
    });
    BOOST_TEST(names_in(row.id) != "");
}

BOOST_AUTO_TEST_CASE(what_is_held_stays_until_it_is_lifted)
{
    const auto row = ended();
    BOOST_TEST(hold(county(), row.id, "").status == 422);
    BOOST_TEST(hold(elsewhere(), row.id, "案件").status == 404);
    BOOST_TEST(hold(village(), row.id, "案件").status == 403);
    BOOST_TEST(hold(county(), row.id, "案件").status == 303);
    BOOST_TEST(hold(county(), row.id, "案件").status == 409);
    const auto held = get(county(), "/referrals/" + to_text(row.id) + "/hold");
    BOOST_TEST(page_faults(held) == "");
    BOOST_TEST(held.body.contains("案件"));

    days_pass(1000);
    BOOST_TEST(names_in(row.id) != "");

    BOOST_TEST(hold(second_county(), row.id, "结案", "/lift").status == 303);
    BOOST_TEST(hold(second_county(), row.id, "结案", "/lift").status == 409);
    days_pass(1);
    BOOST_TEST(names_in(row.id) == "");
    BOOST_TEST(count_events("hold.set") == 1);
    BOOST_TEST(count_events("hold.lifted") == 1);
    BOOST_TEST(hold(county(), row.id, "再查").status == 409); // nothing is left to hold
}

BOOST_AUTO_TEST_CASE(who_gave_a_consent_is_kept_longer_than_the_family)
{
    const auto row = ended();
    const auto given = [&] {
        return db.read([&](store::Reader& r) { return store::list_consents(r, row.id).front().given; });
    };
    days_pass(library->config->closed_kept_days + 1);
    BOOST_TEST(given() != "");
    days_pass(300 + library->config->consent_kept_days); // it was valid for 300 days
    BOOST_TEST(given() == "");
    BOOST_TEST(count("consent") == 1);
}

BOOST_AUTO_TEST_CASE(old_notices_go_with_their_ledger)
{
    ended();
    sweep();
    BOOST_TEST(count("notice") > 0);
    days_pass(library->config->notice_kept_days + 30);
    BOOST_TEST(count("notice") == 0);
    BOOST_TEST(count("notice_event") == 0);
}

BOOST_AUTO_TEST_CASE(a_days_run_happens_once_and_is_told)
{
    const auto row = ended();
    days_pass(library->config->closed_kept_days + 1);
    const auto ran = count_events("retention.ran");
    const auto first = last_run();
    BOOST_TEST(first.ended_at.has_value());
    BOOST_TEST(first.outcome.contains("\"referrals\":1"));

    sweep(); // the minute after, and another process
    BOOST_TEST(count_events("retention.ran") == ran);
    BOOST_TEST(db.write([&](store::Writer& w) { return store::save_retention_run(w, first); }) == false);

    days_pass(1);
    BOOST_TEST(count_events("retention.ran") == ran + 1);
    BOOST_TEST(last_run().outcome.contains("\"referrals\":0"));

    const auto page = get(county(), "/retention");
    BOOST_TEST(page_faults(page) == "");
    BOOST_TEST(page.body.contains("183 天"));
    const auto admin = officer(Role::admin, {}, "admin");
    BOOST_TEST(page_faults(get(admin, "/retention")) == "");
    BOOST_TEST(!get(admin, "/retention").body.contains("依法保留的转介单"));
    BOOST_TEST(get(village(), "/retention").status == 403);
}

BOOST_AUTO_TEST_CASE(a_long_list_is_done_in_turns)
{
    for (int i = 0; i < 3; ++i) ended();
    now += 24h * (library->config->closed_kept_days + 1);
    run(2);
    BOOST_TEST(count_events("family.pseudonymized") == 2);
    BOOST_TEST(!last_run().ended_at.has_value());
    BOOST_TEST(count_events("retention.ran") == 0);

    run(2);
    run(2);
    BOOST_TEST(count_events("family.pseudonymized") == 3);
    BOOST_TEST(last_run().ended_at.has_value());
    BOOST_TEST(last_run().outcome.contains("\"referrals\":3"));
    BOOST_TEST(count_events("retention.ran") == 1);
}

BOOST_AUTO_TEST_CASE(one_that_cannot_be_forgotten_keeps_no_other_waiting)
{
    const auto damaged = ended();
    const std::vector others{ended(), ended(), ended()};
    db.connection().execute("test.damage", "UPDATE household_document SET sealed = 'x1.other.AAAA' "
                                           "WHERE referral_id = " +
                                               to_text(damaged.id));
    now += 24h * (library->config->closed_kept_days + 1);
    for (int i = 0; i < 4; ++i) run(2);
    for (const auto& other : others) BOOST_TEST(names_in(other.id) == "");
    BOOST_TEST(!referral(damaged.id).erased_at);
    BOOST_TEST(last_run().ended_at.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
