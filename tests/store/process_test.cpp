// Several processes on one database, and processes that die.
#include "models/store/migrate.hpp"
#include "tests/support/child.hpp"
#include "tests/support/test_db.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <set>
#include <thread>
#include <unistd.h>

using namespace store;
using support::Child;
using support::TestDb;
using Access = Connection::Access;

static constexpr int kRefused = 3;

static int open_and_migrate(const TestDb& db)
{
    try {
        const auto connection = db.open(Access::write);
        migrate(*connection, support::at_minute(0));
        return 0;
    } catch (const std::runtime_error& error) {
        return std::string(error.what()).find("Another Parasol process") == 0 ? kRefused : 4;
    }
}

BOOST_AUTO_TEST_SUITE(processes)

BOOST_AUTO_TEST_CASE(a_second_writing_process_is_refused_within_two_seconds)
{
    TestDb db(Backend::sqlite);
    const auto began = std::chrono::steady_clock::now();
    Child second([&] { return open_and_migrate(db); });
    BOOST_TEST(second.status() == kRefused);
    BOOST_TEST((std::chrono::steady_clock::now() - began < std::chrono::seconds(2)));
    db.close();
    Child third([&] { return open_and_migrate(db); });
    BOOST_TEST(third.status() == 0);
}

BOOST_AUTO_TEST_CASE(a_second_writing_connection_of_the_same_process_is_refused_too)
{
    TestDb db(Backend::sqlite);
    BOOST_CHECK_THROW(db.open(Access::write), std::runtime_error);
    BOOST_CHECK_NO_THROW(db.open(Access::read));
}

BOOST_AUTO_TEST_CASE(a_killed_writer_gives_its_place_free)
{
    TestDb db(Backend::sqlite);
    db.close();
    int ready[2];
    BOOST_REQUIRE(::pipe(ready) == 0);
    Child holder([&] {
        const auto connection = db.open(Access::write);
        (void)!::write(ready[1], "x", 1);
        std::this_thread::sleep_for(std::chrono::minutes(1));
        return 0;
    });
    char byte{};
    BOOST_REQUIRE(::read(ready[0], &byte, 1) == 1);
    BOOST_CHECK_THROW(db.reopen(), std::runtime_error);
    holder.kill();
    BOOST_TEST(holder.status() == -SIGKILL);
    BOOST_CHECK_NO_THROW(db.reopen());
    ::close(ready[0]), ::close(ready[1]);
}

static void store_household(Connection& connection, models::HouseholdId id)
{
    static constexpr Sql kPut{"test.put",
                              "INSERT INTO household (id, village, created_at) VALUES (:id, 1, 1)"};
    Writer writer(connection);
    writer.change(kPut, {{"id", id}});
    writer.keep();
}

// Writes in batches of four and tells each id only after its commit, without end.
static int write_and_tell(const TestDb& db, int pipe)
{
    const auto connection = db.open(Access::write);
    migrate(*connection, support::at_minute(0));
    for (;;) {
        std::int64_t ids[4];
        connection->begin();
        for (auto& id : ids) {
            id = connection->next_id();
            store_household(*connection, {id});
        }
        connection->commit();
        if (::write(pipe, ids, sizeof ids) != sizeof ids) return 1;
    }
}

static std::vector<std::int64_t> told_until_killed(const TestDb& db, std::chrono::milliseconds when)
{
    int pipe[2];
    BOOST_REQUIRE(::pipe(pipe) == 0);
    std::vector<std::int64_t> told;
    std::int64_t id{};
    {
        Child child([&] { return write_and_tell(db, pipe[1]); });
        ::close(pipe[1]);
        std::this_thread::sleep_for(when);
        ::fcntl(pipe[0], F_SETPIPE_SZ, 1 << 20);
        while (told.size() < 40 && ::read(pipe[0], &id, sizeof id) == sizeof id) told.push_back(id);
        child.kill();
        BOOST_TEST(child.status() == -SIGKILL);
    }
    while (::read(pipe[0], &id, sizeof id) == sizeof id) told.push_back(id);
    ::close(pipe[0]);
    return told;
}

static std::multiset<std::int64_t> stored_in(const TestDb& db)
{
    return db.read([](Reader& reader) {
        std::multiset<std::int64_t> ids;
        auto query = reader.query({"test.ids", "SELECT id FROM household"});
        for (std::int64_t id{}; query.next(id);) ids.insert(id);
        return ids;
    });
}

BOOST_DATA_TEST_CASE(what_was_told_as_stored_survives_kill_9, support::kBoth, backend)
{
    std::mt19937 chance(20261124);
    std::vector<std::int64_t> told;
    TestDb db(backend);
    const int rounds = std::getenv("PARASOL_LONG") ? 50 : 3; // the long form is run by hand
    for (int round = 0; round < rounds; ++round) {
        db.close();
        const std::chrono::milliseconds when(50 + chance() % 100);
        for (const auto id : told_until_killed(db, when)) told.push_back(id);
        db.reopen();
        const auto stored = stored_in(db);
        for (const auto id : told) BOOST_REQUIRE(stored.count(id) == 1u);
    }
    BOOST_TEST(told.size() >= 120u);
    BOOST_TEST_MESSAGE(rounds << " rounds, " << told.size() << " told");
    const auto stored = stored_in(db);
    BOOST_TEST(stored.size() >= told.size());
    BOOST_TEST(stored.size() <= told.size() + static_cast<std::size_t>(rounds) *
                                                  4); // a batch committed, but killed before it told
}

BOOST_AUTO_TEST_SUITE_END()
