// Jobs that share a transaction, ids, and a disk that is full.
#include "models/store/migrate.hpp"
#include "tests/support/test_db.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

using namespace store;
using support::TestDb;
using Access = Connection::Access;
using Kind = DatabaseError::Kind;

static constexpr Sql kPut{"test.put", "INSERT INTO setting (name, value) VALUES (:name, :value)"};
static constexpr auto kNames = "SELECT COUNT(*) FROM setting WHERE name LIKE 't%'";

static void put(Writer& db, std::string_view name, std::string_view value = "")
{
    db.change(kPut, {{"name", name}, {"value", value}});
}

static void job(Connection& connection, std::string_view name, bool keep)
{
    Writer writer(connection);
    put(writer, name);
    if (keep) writer.keep();
}

BOOST_AUTO_TEST_SUITE(writer)

BOOST_DATA_TEST_CASE(each_job_is_kept_or_undone_by_itself, support::kBoth, backend)
{
    TestDb db(backend);
    auto& connection = db.connection();
    connection.begin();
    job(connection, "t1", true);
    job(connection, "t2", false);
    BOOST_CHECK_THROW(job(connection, "t1", true), DatabaseError); // taken
    job(connection, "t3", true);
    connection.commit();
    BOOST_TEST(db.value_of("SELECT MIN(name) FROM setting WHERE name LIKE 't%'") == "t1");
    BOOST_TEST(db.value_of("SELECT MAX(name) FROM setting WHERE name LIKE 't%'") == "t3");
    BOOST_TEST(db.value_of(kNames) == "2");
}

BOOST_DATA_TEST_CASE(a_batch_that_is_rolled_back_leaves_nothing, support::kBoth, backend)
{
    TestDb db(backend);
    auto& connection = db.connection();
    connection.begin();
    job(connection, "t1", true);
    connection.rollback();
    BOOST_TEST(db.value_of(kNames) == "0");
}

BOOST_DATA_TEST_CASE(when_the_transaction_is_gone_nothing_begins_and_nothing_is_committed, support::kBoth,
                     backend)
{
    TestDb db(backend);
    auto& connection = db.connection();
    connection.begin();
    job(connection, "t1", true);
    connection.execute("test.gone", "ROLLBACK"); // as SQLite does by itself on some errors
    BOOST_CHECK_THROW(job(connection, "t2", true), DatabaseError);
    BOOST_CHECK_THROW(connection.commit(), DatabaseError);
    connection.rollback();
    BOOST_TEST(db.value_of(kNames) == "0");
    connection.begin();
    job(connection, "t3", true);
    connection.commit();
    BOOST_TEST(db.value_of(kNames) == "1");
}

BOOST_DATA_TEST_CASE(a_job_that_cannot_be_undone_loses_the_batch, support::kBoth, backend)
{
    TestDb db(backend);
    auto& connection = db.connection();
    connection.begin();
    {
        Writer writer(connection);
        put(writer, "t1");
        connection.execute("test.lose", "RELEASE SAVEPOINT job"); // its way back is gone
    }
    BOOST_CHECK_THROW(job(connection, "t2", true), DatabaseError);
    BOOST_CHECK_THROW(connection.commit(), DatabaseError);
    connection.rollback();
    BOOST_TEST(db.value_of(kNames) == "0");
}

BOOST_DATA_TEST_CASE(a_failed_statement_outside_a_job_cannot_be_committed_over, support::kBoth, backend)
{
    TestDb db(backend);
    auto& connection = db.connection();
    connection.begin();
    BOOST_CHECK_THROW(connection.execute("test.wrong", "SELECT nothing FROM nowhere"), DatabaseError);
    if (backend == Backend::postgresql) BOOST_CHECK_THROW(connection.commit(), DatabaseError);
    connection.rollback();
    db.write([](Writer& w) { put(w, "t1"); });
    BOOST_TEST(db.value_of(kNames) == "1");
}

BOOST_AUTO_TEST_CASE(a_full_disk_refuses_writes_serves_reads_and_recovers)
{
    TestDb db(Backend::sqlite);
    auto& connection = db.connection();
    db.write([](Writer& w) { put(w, "t1"); });
    connection.execute("test.shrink", "PRAGMA max_page_count=120"); // SQLITE_FULL, as from a full disk
    std::optional<Kind> kind;
    int kept = 0;
    while (!kind && kept < 1000) {
        try {
            db.write([&](Writer& w) { put(w, "u" + std::to_string(kept), std::string(5000, 'x')); });
            ++kept;
        } catch (const DatabaseError& error) {
            kind = error.kind();
        }
    }
    BOOST_TEST((kind == Kind::full_disk));
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM setting WHERE name LIKE 'u%'") == std::to_string(kept));
    connection.execute("test.grow", "PRAGMA max_page_count=100000");
    db.write([](Writer& w) { put(w, "t2", std::string(50'000, 'x')); });
    BOOST_TEST(db.value_of(kNames) == "2");
}

BOOST_DATA_TEST_CASE(ids_are_unique_and_go_up, support::kBoth, backend)
{
    TestDb db(backend);
    std::set<std::int64_t> seen;
    std::int64_t last = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto id = db.connection().next_id();
        BOOST_REQUIRE(id > last);
        last = id;
        seen.insert(id);
    }
    BOOST_TEST(seen.size() == 20'000u);
    const auto process = db.connection().process();
    db.reopen();
    BOOST_TEST(db.connection().process() == process + 1);
    for (int i = 0; i < 20'000; ++i) seen.insert(db.connection().next_id());
    BOOST_TEST(seen.size() == 40'000u);
}

BOOST_DATA_TEST_CASE(ids_never_go_back_when_the_clock_does, support::kBoth, backend)
{
    TestDb db(backend);
    const auto ahead = db.connection().next_id() + (std::int64_t{10} * 24 * 3600 * 1000 << 22); // ten days
    db.write([&](Writer& w) {
        w.change({"test.household", "INSERT INTO household (id, village, created_at) VALUES (:id, 1, 1)"},
                 {{"id", ahead}});
    });
    db.reopen();
    BOOST_TEST(db.connection().next_id() > ahead);
}

BOOST_AUTO_TEST_SUITE_END()
