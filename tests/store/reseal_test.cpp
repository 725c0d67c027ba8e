// The key of what is sealed changes under load: every read opens, everything is sealed anew, old keys go.
#include "models/store/approvals.hpp"
#include "models/store/audit.hpp"
#include "models/store/consents.hpp"
#include "models/store/factors.hpp"
#include "models/store/holds.hpp"
#include "models/store/late_forms.hpp"
#include "models/store/migrate.hpp"
#include "models/store/reseal.hpp"
#include "models/store/seal.hpp"
#include "tests/store/about_families.hpp"
#include "tests/store/given.hpp"
#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <thread>

using namespace models;
using support::at_minute;
using support::kBoth;
using support::TestDb;

namespace {

constexpr std::int64_t kLater = 1'800'000'000'000;

// A row in each place of another kind: one key, two keys, a text key, parts.
struct Filled {
    explicit Filled(store::Backend backend) : db(backend)
    {
        by = given::account(db, "county", Role::county, given::kCounty);
        referral = given::reported(db, by, given::kVillage, "facts");
        db.write([&](store::Writer& w) {
            store::insert_move(
                w,
                {.referral = referral, .act = ReferralAct::report, .side = Side::village, .at = at_minute(1)},
                "note");
            store::keep_answer(w, by, "key", {"hash", 201, "answer", "/x"}, at_minute(1));
            store::keep_late_form(w, by, {"/a", "/b", "c=1"}, at_minute(1));
            approval = store::insert_approval(w, {.area = given::kCounty,
                                                  .referral = referral,
                                                  .ask = "family",
                                                  .reason = "why",
                                                  .asked_by = by});
            store::set_hold(w, {.referral = referral, .reason = "held", .set_by = by});
        });
    }
    void everything_reads()
    {
        db.read([&](store::Reader& r) {
            BOOST_TEST(store::find_document(r, referral, 1) == "facts");
            BOOST_TEST(store::list_moves(r, referral).front().note == "note");
            BOOST_TEST(store::find_answer(r, by, "key").value().body == "answer");
            BOOST_TEST(store::find_approval(r, approval).value().reason == "why");
            BOOST_TEST(store::find_hold(r, referral).value().reason == "held");
        });
    }
    store::SealPass pass;
    bool turn(int limit)
    {
        return db.write([&](store::Writer& w) { return store::reseal(w, pass, limit); });
    }
    std::int64_t whole_pass(int limit = 100)
    {
        pass = {};
        while (!turn(limit)) {
        }
        return pass.rows;
    }
    std::int64_t older()
    {
        return db.read([](store::Reader& r) { return store::count_older_seals(r); });
    }
    TestDb db;
    AccountId by;
    ReferralId referral;
    ApprovalId approval;
};

} // namespace

BOOST_AUTO_TEST_SUITE(changed_keys)

BOOST_AUTO_TEST_CASE(every_sealed_column_of_the_schema_is_sealed_anew)
{
    const auto known = store::resealed_columns();
    for (const auto& column : about_families::all_columns())
        if (column.name.ends_with("sealed"))
            BOOST_TEST((std::ranges::find(known, column.full()) != known.end()), column.full());
}

BOOST_DATA_TEST_CASE(a_new_key_seals_and_the_old_one_opens_until_it_is_dropped, kBoth, backend)
{
    Filled filled(backend);
    const auto old = filled.db.vault()->newest_head();
    BOOST_TEST(filled.older() == 0);
    BOOST_TEST(filled.whole_pass() == 0);

    filled.db.vault()->add_key(store::KeyUse::fields, kLater);
    BOOST_TEST(filled.db.vault()->newest_head() != old);
    filled.everything_reads();
    const auto rows = filled.older();
    BOOST_TEST(rows >= 8); // two documents, note, answer, late form, reason, hold, the key's own mark
    filled.pass = {};
    BOOST_TEST(!filled.turn(1)); // in turns
    BOOST_TEST(filled.pass.rows == 1);
    BOOST_TEST(filled.older() == rows - 1);
    BOOST_TEST(filled.whole_pass(2) == rows - 1);
    BOOST_TEST(filled.older() == 0);
    BOOST_TEST(filled.db.value_of("SELECT sealed FROM household_document WHERE facts_version = 1")
                   .starts_with(filled.db.vault()->newest_head()));
    filled.everything_reads();

    filled.db.vault()->drop_old_keys();
    BOOST_TEST(filled.db.vault()->key_names().size() == 1u);
    filled.everything_reads();
    BOOST_TEST(store::migrate(filled.db.connection(), at_minute(2)) == 0); // it still knows its key
}

BOOST_DATA_TEST_CASE(what_does_not_open_stays_and_keeps_its_key, kBoth, backend)
{
    Filled filled(backend);
    filled.db.connection().execute("test.break", "UPDATE legal_hold SET reason_sealed = 'x1.other.AAAA'");
    filled.db.vault()->add_key(store::KeyUse::fields, kLater);
    filled.whole_pass();
    BOOST_TEST(filled.older() == 1);
    BOOST_TEST(filled.pass.broken == 1);
}

// However many do not open: those behind them are reached, and none is looked at twice in a pass.
BOOST_DATA_TEST_CASE(a_turn_goes_past_what_does_not_open, kBoth, backend)
{
    Filled filled(backend);
    filled.db.write([&](store::Writer& w) {
        for (std::int64_t version = 2; version < 12; ++version)
            store::insert_document(w, filled.referral, version, "facts", filled.by, at_minute(3));
    });
    filled.db.connection().execute(
        "test.break", "UPDATE household_document SET sealed = 'x1.other.AAAA' WHERE facts_version < 9");
    filled.db.vault()->add_key(store::KeyUse::fields, kLater);
    filled.whole_pass(3);
    BOOST_TEST(filled.pass.broken == 9);
    BOOST_TEST(filled.older() == 9);
    filled.db.read(
        [&](store::Reader& r) { BOOST_TEST(store::find_document(r, filled.referral, 11) == "facts"); });
    BOOST_TEST(filled.db.value_of("SELECT sealed FROM household_document WHERE facts_version = 11")
                   .starts_with(filled.db.vault()->newest_head()));
}

BOOST_DATA_TEST_CASE(no_read_fails_while_the_key_changes, kBoth, backend)
{
    Filled filled(backend);
    std::atomic<bool> over = false;
    std::atomic<int> reads = 0, failed = 0;
    const auto reader = filled.db.open(store::Connection::Access::read);
    std::thread reading([&] {
        while (!over) {
            try {
                store::Reader r(*reader);
                for (std::int64_t version : {0, 1})
                    if (store::find_document(r, filled.referral, version).empty()) ++failed;
                ++reads;
            } catch (const std::exception&) {
                ++failed;
            }
        }
    });
    for (int i = 2; i < 60; ++i) { // writes, three changes of key, and turns of sealing anew
        filled.db.write([&](store::Writer& w) {
            store::insert_document(w, filled.referral, i, "facts", filled.by, at_minute(3));
        });
        if (i % 20 == 5) filled.db.vault()->add_key(store::KeyUse::fields, kLater + i);
        if (filled.turn(5)) filled.pass = {};
    }
    filled.whole_pass();
    BOOST_TEST(filled.older() == 0);
    filled.db.vault()->drop_old_keys();
    const int before = reads;
    while (reads < before + 20 && failed == 0) std::this_thread::yield();
    over = true;
    reading.join();
    BOOST_TEST(failed == 0);
    BOOST_TEST(reads > 20);
    filled.db.read(
        [&](store::Reader& r) { BOOST_TEST(store::find_document(r, filled.referral, 59) == "facts"); });
}

BOOST_AUTO_TEST_SUITE_END()
