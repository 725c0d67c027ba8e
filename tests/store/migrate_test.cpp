// New databases, old ones, newer ones, interrupted ones.
#include "models/store/migrate.hpp"
#include "tests/store/given.hpp"
#include "tests/support/child.hpp"
#include "tests/support/test_db.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ranges>
#include <regex>
#include <set>
#include <thread>

using namespace store;
using support::Child;
using support::Schema;
using support::TestDb;
using Access = Connection::Access;

static auto says(std::string_view words)
{
    return [words](const std::exception& error) {
        BOOST_TEST_MESSAGE(error.what());
        return std::string(error.what()).find(words) != std::string::npos;
    };
}

static int newest() { return static_cast<int>(migrations().size()); }

namespace {

// Every "<words> NAME" of migrations after `after` and up to `upto`; of two groups, both.
std::vector<std::smatch> found_in(const std::regex& what, int after, int upto)
{
    static std::vector<std::string> texts;
    if (texts.empty())
        for (const auto& migration : migrations()) texts.emplace_back(migration.text);
    std::vector<std::smatch> found;
    for (auto at = static_cast<std::size_t>(after); at < static_cast<std::size_t>(upto); ++at)
        found.insert(found.end(), std::sregex_iterator(texts[at].begin(), texts[at].end(), what), {});
    return found;
}

std::set<std::string> tables_made(int after, int upto)
{
    static const std::regex kMade("CREATE TABLE (\\w+)");
    std::set<std::string> names;
    for (const auto& match : found_in(kMade, after, upto)) names.insert(match[1]);
    return names;
}

} // namespace

// The schema as migration `number` left it: tables and columns of later ones are taken away. Tables that a
// later one makes anew stay as they are; it drops them itself.
static void forget_what_came_after(TestDb& db, int number)
{
    static const std::regex kMade("CREATE TABLE (\\w+)"), kAdded("ALTER TABLE (\\w+) ADD COLUMN (\\w+)");
    const auto run = [&](const std::string& text) { db.connection().execute("test.before", text); };
    static const std::regex kIndexed("CREATE (?:UNIQUE )?INDEX (\\w+)");
    for (const auto& match : found_in(kIndexed, number, newest()))
        run("DROP INDEX IF EXISTS " + match[1].str());
    const auto before = tables_made(0, number), after = tables_made(number, newest());
    auto made = found_in(kMade, number, newest());
    for (const auto& match : made | std::views::reverse)
        if (!before.contains(match[1])) run("DROP TABLE IF EXISTS " + match[1].str());
    for (const auto& match : found_in(kAdded, number, newest()))
        if (before.contains(match[1]) && !after.contains(match[1]) && match[2] != "role" &&
            match[2] != "noun")
            run("ALTER TABLE " + match[1].str() + " DROP COLUMN " + match[2].str());
    run("DELETE FROM migration WHERE number > " + std::to_string(number));
}

BOOST_AUTO_TEST_SUITE(migration)

BOOST_DATA_TEST_CASE(an_empty_database_gets_every_migration_once, support::kBoth, backend)
{
    TestDb db(backend, Schema::none);
    BOOST_TEST(migrate(db.connection(), support::at_minute(0)) == newest());
    BOOST_TEST(migrate(db.connection(), support::at_minute(1)) == 0);
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM migration") == std::to_string(newest()));
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM referral") == "0");
}

BOOST_DATA_TEST_CASE(a_newer_database_is_refused_and_left_alone, support::kBoth, backend)
{
    TestDb db(backend);
    db.connection().execute("test.newer", "INSERT INTO migration (number, name, checksum, at) "
                                          "VALUES (9000, 'later', 'x', 1)");
    BOOST_CHECK_EXCEPTION(migrate(db.connection(), support::at_minute(0)), std::runtime_error, says("newer"));
    BOOST_TEST(!db.connection().in_transaction());
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM migration") == std::to_string(newest() + 1));
}

// Of two branches the one with the higher number may have been released first.
BOOST_DATA_TEST_CASE(a_migration_that_comes_late_is_done_too, support::kBoth, backend)
{
    TestDb db(backend);
    db.connection().execute("test.before", "DROP TABLE late_form");
    db.connection().execute("test.before", "DELETE FROM migration WHERE number = 2");
    BOOST_TEST(migrate(db.connection(), support::at_minute(0)) == 1);
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM late_form") == "0");
}

BOOST_DATA_TEST_CASE(a_released_migration_that_differs_is_refused, support::kBoth, backend)
{
    TestDb db(backend);
    db.connection().execute("test.other", "UPDATE migration SET checksum = 'other' WHERE number = 1");
    BOOST_CHECK_EXCEPTION(migrate(db.connection(), support::at_minute(0)), std::runtime_error,
                          says("Migration 1"));
}

BOOST_DATA_TEST_CASE(a_database_of_another_key_is_refused, support::kBoth, backend)
{
    TestDb db(backend);
    db.close();
    const support::TempFolder folder;
    const auto other = Vault::open_or_make(folder.path() / "key");
    {
        Connection connection(db.url(), Access::write, other);
        BOOST_CHECK_EXCEPTION(migrate(connection, support::at_minute(0)), std::runtime_error,
                              says("another key"));
    }
    BOOST_CHECK_NO_THROW(db.reopen());
}

// What was decided stays, without the result in its older form; what waited is worked out anew.
BOOST_DATA_TEST_CASE(rounds_of_before_keep_what_was_approved, support::kBoth, backend)
{
    TestDb db(backend);
    const auto author = models::to_text(given::account(db, "county", models::Role::county, given::kCounty));
    const auto referral = models::to_text(given::reported(db, given::account(db, "village")));
    const auto program = models::to_text(given::program(db, given::organization(db), "p"));
    const auto run = [&](const std::string& text) { db.connection().execute("test.before", text); };
    forget_what_came_after(db, 3);
    for (const std::string id : {"1", "2"}) {
        run("INSERT INTO round (id, name, state, area, opened_by, opened_at, seed, slowly, permille, awards, "
            "result, "
            "certificate, version) VALUES (" +
            id + ", 'n', '" + (id == "1" ? "approved" : "proposed") + "', 1, " + author +
            ", 1, 's', 0, 1000, 1, '{}', '{}', 2)");
        run("INSERT INTO round_family (round_id, referral_id, referral_version, village, tier, awards, "
            "sealed) VALUES (" +
            id + ", " + referral + ", 1, 1, 1, 1, '')");
        run("INSERT INTO round_award (round_id, number, referral_id, need_id, need_type, member, program_id, "
            "village, "
            "tier, award, cost_fen, score, value) VALUES (" +
            id + ", 1, " + referral + ", 1, 't', 1, " + program + ", 1, 1, 1, 1, 1, 1)");
    }

    BOOST_TEST(migrate(db.connection(), support::at_minute(0)) == newest() - 3);

    BOOST_TEST(db.value_of("SELECT state FROM round WHERE id = 1") == "approved");
    BOOST_TEST(db.value_of("SELECT result FROM round WHERE id = 1") == "");
    BOOST_TEST(db.value_of("SELECT certificate FROM round WHERE id = 1") == "{}");
    BOOST_TEST(db.value_of("SELECT state FROM round WHERE id = 2") == "failed");
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM round_award WHERE round_id = 1") == "1");
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM round_award WHERE round_id = 2") == "0");
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM round_family WHERE round_id = 2") == "0");
}

// A charity's account of before may all that it could: it is a manager's.
BOOST_DATA_TEST_CASE(a_charity_of_before_is_a_manager, support::kBoth, backend)
{
    TestDb db(backend);
    const auto run = [&](const std::string& text) { db.connection().execute("test.before", text); };
    const std::pair<const char*, const char*> kBefore[] = {
        {"village", "village"}, {"charity", "charity_manager"}, {"admin", "admin"}};
    for (const auto& [before, now] : kBefore) given::account(db, before);
    forget_what_came_after(db, 8);
    run("ALTER TABLE account DROP COLUMN role");
    run("ALTER TABLE account ADD COLUMN role TEXT CHECK (role IN ('village', 'charity', 'admin'))");
    run("UPDATE account SET role = login");

    BOOST_TEST(migrate(db.connection(), support::at_minute(0)) == newest() - 8);

    db.read([&](Reader& reader) {
        for (const auto& [before, now] : kBefore)
            BOOST_TEST(models::name_of(find_account(reader, before)->actor.role) == now);
    });
    BOOST_CHECK_THROW(run("UPDATE account SET role = 'charity'"), DatabaseError);
    BOOST_CHECK_THROW(run("UPDATE account SET role = NULL"), DatabaseError);
}

// Killed at ever later moments, until it once came through: the next start completes what was begun.
BOOST_DATA_TEST_CASE(an_interrupted_migration_is_taken_up_again, support::kBoth, backend)
{
    int killed = 0;
    for (int round = 0; round < 12; ++round) {
        TestDb db(backend, Schema::none);
        db.close();
        {
            Child child([&] {
                const auto connection = db.open(Access::write);
                migrate(*connection, support::at_minute(0));
                return 0;
            });
            std::this_thread::sleep_for(std::chrono::milliseconds(2 + 5 * round));
            child.kill();
            killed += child.status() != 0;
        }
        db.reopen();
        BOOST_TEST(db.value_of("SELECT COUNT(*) FROM migration") == std::to_string(newest()));
        BOOST_TEST(db.value_of("SELECT last FROM change_counter") == "0");
    }
    BOOST_TEST(killed > 0);
}

BOOST_AUTO_TEST_CASE(two_processes_at_once_migrate_once)
{
    TestDb db(Backend::postgresql, Schema::none);
    const auto work = [&] {
        const auto connection = db.open(Access::write);
        return migrate(*connection, support::at_minute(0));
    };
    Child one(work), other(work), third(work);
    BOOST_TEST(one.status() + other.status() + third.status() == newest());
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM migration") == std::to_string(newest()));
    BOOST_TEST(db.value_of("SELECT number FROM process_lease") == "3");
}

BOOST_AUTO_TEST_SUITE_END()
