#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/late_forms.hpp"
#include "models/store/query_codes.hpp"
#include "server/jobs/sweep.hpp"
#include "server/referrals/service.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/support/world.hpp"
#include <boost/test/unit_test.hpp>

using namespace server;
using support::World;
using namespace std::chrono_literals;

namespace {

struct Minute : World {
    models::ReferralId given_draft()
    {
        const auto actor = village();
        return db.write(
            [&](store::Writer& w) { return referrals::start_draft({w, actor, *library, now}).id; });
    }
    void passes(std::chrono::milliseconds later)
    {
        const auto sweep = jobs::minute_sweep(library);
        db.write([&](store::Writer& w) { sweep(w, now + later); });
    }
    Config config;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_minutes_sweep, Minute)

BOOST_AUTO_TEST_CASE(a_draft_is_kept_for_ninety_days_and_then_discarded)
{
    given_draft();

    passes(90 * 24h - 1min);
    BOOST_TEST(count("referral") == 1);

    passes(90 * 24h + 1min);
    BOOST_TEST(count("referral") == 0);
    BOOST_TEST(count("household") == 0);
    BOOST_TEST(count_events("referral.discarded") == 1);
}

BOOST_AUTO_TEST_CASE(an_ended_session_says_for_a_day_whose_a_late_form_is)
{
    const auto actor = village();
    db.write([&](store::Writer& w) { store::insert_session(w, "a-token", actor.account, now); });

    passes(24h + 29min);
    BOOST_TEST(count("session") == 1);

    passes(24h + 31min);
    BOOST_TEST(count("session") == 0);
}

BOOST_AUTO_TEST_CASE(a_late_form_is_kept_for_a_day)
{
    const auto actor = village();
    db.write([&](store::Writer& w) { store::keep_late_form(w, actor.account, {"/a", "/b", "c=1"}, now); });

    passes(24h);
    BOOST_TEST(count("late_form") == 1);

    passes(24h + 1min);
    BOOST_TEST(count("late_form") == 0);
}

BOOST_AUTO_TEST_CASE(wrong_tries_are_counted_for_a_day)
{
    db.write([&](store::Writer& w) { store::insert_failure(w, "family|ABCDEFGH", "10.0.0.1", now); });

    passes(24h);
    BOOST_TEST(count("sign_in_failure") == 1);

    passes(24h + 1min);
    BOOST_TEST(count("sign_in_failure") == 0);
}

BOOST_AUTO_TEST_CASE(a_familys_session_is_forgotten_when_it_has_ended)
{
    const auto draft = given_draft();
    db.write([&](store::Writer& w) { store::insert_family_session(w, "a-token", draft, now); });

    passes(15min);
    BOOST_TEST(count("family_session") == 1);

    passes(16min);
    BOOST_TEST(count("family_session") == 0);
}

BOOST_AUTO_TEST_CASE(what_goes_wrong_in_one_part_keeps_no_other)
{
    given_draft();
    db.write([&](store::Writer& w) { store::insert_failure(w, "wang", "10.0.0.1", now); });
    for (const auto* table : {"worry", "dispatch"}) // of a part in the middle, and of one near the end
        db.connection().execute("test.break",
                                std::string("ALTER TABLE ") + table + " RENAME TO gone_" + table);

    passes(90 * 24h + 1min);

    BOOST_TEST(count("referral") == 0);
    BOOST_TEST(count("sign_in_failure") == 0);
    BOOST_TEST(count_events("retention.ran") == 1); // comes after the worries
    BOOST_TEST(count_events("referral.discarded") == 1);
    db.read([](store::Reader& r) { BOOST_TEST(!store::verify_audit(r)); });
}

BOOST_AUTO_TEST_CASE(the_heads_of_the_audit_chains_are_kept_beside_the_key)
{
    support::TempFolder folder;
    config.data_dir = folder.path();
    given_draft();

    db.read([&](store::Reader& r) { jobs::minute_watch(config)(r); });

    const auto kept = store::kept_heads(audit_anchor(config));
    BOOST_TEST(!kept.empty());
    db.read([&](store::Reader& r) { BOOST_TEST(!store::verify_audit(r, kept)); });
}

BOOST_AUTO_TEST_SUITE_END()
