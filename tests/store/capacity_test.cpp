// The ledger of places and money: never above what there is, never below zero, also for fifty at once.
#include "models/store/capacity.hpp"
#include "models/store/migrate.hpp"
#include "models/store/programs.hpp"
#include "tests/store/given.hpp"
#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <mutex>
#include <random>
#include <thread>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;
using Move = CapacityMove;

static constexpr Share kOne{.places = 1, .money = {300'000}};

struct Ledger {
    TestDb db;
    models::ProgramId program;
    Ledger(Backend backend, const models::Room& room)
        : db(backend), program(given::program(db, given::organization(db), "a", room))
    {
    }
    bool move(Move what, Share share, std::string_view site = "")
    {
        return db.write([&](Writer& w) { return move_capacity(w, program, site, what, share); });
    }
    CapacityRow row(std::size_t index = 0)
    {
        return db.read([&](Reader& reader) { return list_capacity(reader, program).at(index); });
    }
};

BOOST_AUTO_TEST_SUITE(capacity)

BOOST_DATA_TEST_CASE(what_moves_is_told_to_the_change_ledger_what_is_refused_is_not, kBoth, backend)
{
    Ledger ledger(backend, {.places = 1, .budget = models::Money{300'000}});
    const auto known = ledger.db.read([](Reader& reader) { return last_change(reader); });
    const auto told = [&] {
        return ledger.db.read([&](Reader& reader) { return changes_since(reader, known).value(); });
    };

    BOOST_TEST(ledger.move(Move::reserve, kOne));
    BOOST_REQUIRE(told().size() == 1u);
    BOOST_TEST((told()[0].noun == "program" && told()[0].id == ledger.program.value));
    BOOST_TEST(!ledger.move(Move::reserve, kOne));
    BOOST_TEST(told().size() == 1u);
}

BOOST_DATA_TEST_CASE(a_place_goes_from_reserved_to_committed_to_used, kBoth, backend)
{
    Ledger ledger(backend, {.places = 2, .budget = models::Money{600'000}});
    BOOST_TEST(ledger.move(Move::reserve, kOne));
    BOOST_TEST(ledger.row().reserved == 1);
    BOOST_TEST(ledger.row().reserved_money.fen == 300'000);
    BOOST_TEST(ledger.move(Move::commit, kOne));
    BOOST_TEST((ledger.row().reserved == 0 && ledger.row().committed == 1));
    BOOST_TEST(ledger.move(Move::use, kOne));
    BOOST_TEST((ledger.row().committed == 0 && ledger.row().used == 1));
    BOOST_TEST(ledger.row().paid.fen == 300'000);
    BOOST_TEST(ledger.move(Move::reserve, kOne));
    BOOST_TEST(!ledger.move(Move::reserve, {.places = 1}));
    BOOST_TEST(ledger.move(Move::free_reserved, kOne));
    BOOST_TEST(ledger.move(Move::give_back, {.places = 1}));
    BOOST_TEST((ledger.row().reserved == 0 && ledger.row().used == 0 && ledger.row().paid.fen == 300'000));
}

BOOST_DATA_TEST_CASE(money_limits_as_places_do, kBoth, backend)
{
    Ledger ledger(backend, {.places = 10, .budget = models::Money{500'000}});
    BOOST_TEST(ledger.move(Move::reserve, kOne));
    BOOST_TEST(!ledger.move(Move::reserve, kOne));
    BOOST_TEST(ledger.row().reserved == 1); // nothing of the refused one
    BOOST_TEST(ledger.move(Move::reserve, {.places = 1, .money = {200'000}}));
    BOOST_TEST(!ledger.move(Move::reserve, {.places = 0, .money = {1}}));
}

BOOST_DATA_TEST_CASE(nothing_goes_below_zero, kBoth, backend)
{
    Ledger ledger(backend, {});
    for (const auto move :
         {Move::free_reserved, Move::commit, Move::free_committed, Move::use, Move::give_back})
        BOOST_TEST(!ledger.move(move, {.places = 1}));
    BOOST_TEST(ledger.move(Move::reserve, {.places = 1'000'000, .money = {models::kMostFen}}));
    BOOST_CHECK_THROW(ledger.move(Move::reserve, {.places = -1}), std::logic_error);
}

BOOST_DATA_TEST_CASE(a_site_that_is_full_takes_nothing_of_the_program, kBoth, backend)
{
    Ledger ledger(backend, {.places = 10});
    ledger.db.write([&](Writer& w) {
        return save_sites(w, ledger.program, {{.uuid = "u", .code = "s", .name = "站", .places = 1}});
    });
    BOOST_TEST(ledger.move(Move::reserve, {.places = 1}, "s"));
    BOOST_TEST(!ledger.move(Move::reserve, {.places = 1}, "s"));
    BOOST_TEST(!ledger.move(Move::reserve, {.places = 1}, "nowhere"));
    BOOST_TEST(ledger.row(0).reserved == 1);
    BOOST_TEST(ledger.row(1).reserved == 1);
}

BOOST_DATA_TEST_CASE(limits_are_never_set_below_what_is_promised, kBoth, backend)
{
    Ledger ledger(backend, {.places = 5, .budget = models::Money{900'000}});
    ledger.move(Move::reserve, {.places = 2, .money = {600'000}});
    const auto save = [&](std::int64_t places, std::int64_t fen) {
        return ledger.db.write([&](Writer& w) {
            auto row = *find_program(w, ledger.program);
            row.room = {.places = places, .budget = models::Money{fen}};
            return save_program(w, row, at_minute(1));
        });
    };
    BOOST_TEST((save(1, 900'000) == SaveProgram::below_promised));
    BOOST_TEST((save(2, 599'999) == SaveProgram::below_promised));
    BOOST_TEST((save(2, 600'000) == SaveProgram::saved));
    const auto row = ledger.row();
    BOOST_TEST((row.places == 2 && row.budget == models::Money{600'000}));
}

// The ledger is the sum of every change, and names who made it.
BOOST_DATA_TEST_CASE(the_ledger_adds_up_to_the_capacity, kBoth, backend)
{
    Ledger ledger(backend, {.places = 10, .budget = models::Money{900'000}});
    const auto account = given::account(ledger.db, "manager", models::Role::charity_manager);
    ledger.move(Move::reserve, {.places = 4, .money = {400'000}});
    ledger.move(Move::commit, {.places = 3, .money = {300'000}});
    ledger.move(Move::free_reserved, {.places = 1, .money = {100'000}});
    ledger.move(Move::use, {.places = 2, .money = {200'000}});
    ledger.move(Move::give_back, {.places = 1, .money = {50'000}});
    BOOST_TEST(!ledger.move(Move::reserve, {.places = 100})); // what was refused is not in the ledger
    const auto save = [&](std::int64_t fen, Cause cause) {
        ledger.db.write([&](Writer& w) {
            auto row = *find_program(w, ledger.program);
            row.room.budget = models::Money{fen};
            return save_program(w, row, at_minute(1), std::move(cause));
        });
    };
    save(1'000'000, {.by = account});
    const auto raised = ledger.db.read([&](Reader& r) { return list_entries(r, ledger.program, 1).at(0); });
    BOOST_TEST((raised.what == EntryKind::total && raised.money == models::Money{100'000}));
    BOOST_TEST(raised.cause.by.value == account.value);
    save(900'000, {.by = account, .counters = raised.id, .reason = "写错了"});
    save(900'000, {.by = account}); // nothing changes: no entry

    const auto entries = ledger.db.read([&](Reader& r) { return list_entries(r, ledger.program, 100); });
    BOOST_TEST(entries.size() == 8U);
    BOOST_TEST((entries[0].what == EntryKind::counter && entries[0].cause.reason == "写错了"));
    BOOST_TEST(entries[1].countered);
    std::map<EntryKind, std::pair<std::int64_t, std::int64_t>> sums;
    for (const auto& entry : entries) {
        sums[entry.what].first += entry.places;
        sums[entry.what].second += entry.money.fen;
    }
    using enum EntryKind;
    const auto row = ledger.row();
    BOOST_TEST(*row.places == sums[total].first + sums[counter].first);
    BOOST_TEST(row.budget->fen == sums[total].second + sums[counter].second);
    BOOST_TEST(row.reserved == sums[reserve].first - sums[free_reserved].first - sums[commit].first);
    BOOST_TEST(row.committed_money.fen ==
               sums[commit].second - sums[free_committed].second - sums[use].second);
    BOOST_TEST(row.used == sums[use].first - sums[give_back].first);
    BOOST_TEST(row.paid.fen == sums[use].second - sums[give_back].second);
}

// The database itself refuses what a wrong statement would do.
BOOST_DATA_TEST_CASE(the_checks_hold_without_the_guard, kBoth, backend)
{
    Ledger ledger(backend, {.places = 1, .budget = models::Money{1}});
    for (const auto* column : {"reserved", "committed", "used", "reserved_fen", "committed_fen", "paid_fen"})
        for (const auto* value : {"-1", "2"}) {
            const auto sql = "UPDATE capacity SET " + std::string(column) + " = " + value;
            BOOST_CHECK_THROW(ledger.db.connection().execute("test.wrong", sql), DatabaseError);
        }
}

// PostgreSQL: fifty connections. SQLite: fifty threads before the one writing connection there may be.
static int winners_of_fifty(Ledger& ledger, const std::function<bool(Connection&)>& take)
{
    const bool shared = ledger.db.connection().backend() == Backend::postgresql;
    std::atomic<int> won = 0, failed = 0;
    std::mutex lane;
    std::vector<std::thread> threads;
    for (int i = 0; i < 50; ++i)
        threads.emplace_back([&] {
            try {
                if (shared)
                    won += take(*ledger.db.open(Connection::Access::write));
                else {
                    const std::scoped_lock one(lane);
                    won += take(ledger.db.connection());
                }
            } catch (const std::exception&) {
                ++failed;
            }
        });
    for (auto& thread : threads) thread.join();
    BOOST_TEST(failed == 0);
    return won;
}

BOOST_DATA_TEST_CASE(of_fifty_at_once_one_gets_the_last_place, kBoth, backend)
{
    Ledger ledger(backend, {.places = 3});
    ledger.move(Move::reserve, {.places = 2});
    const auto won = winners_of_fifty(ledger, [&](Connection& connection) {
        return TestDb::write_on(connection, [&](Writer& w) {
            return move_capacity(w, ledger.program, "", Move::reserve, {.places = 1});
        });
    });
    BOOST_TEST(won == 1);
    BOOST_TEST(ledger.row().reserved == 3);
}

BOOST_DATA_TEST_CASE(of_fifty_at_once_one_saves_a_version, kBoth, backend)
{
    Ledger ledger(backend, {});
    const auto row = ledger.db.read([&](Reader& reader) { return *find_program(reader, ledger.program); });
    const auto won = winners_of_fifty(ledger, [&](Connection& connection) {
        return TestDb::write_on(
            connection, [&](Writer& w) { return save_program(w, row, at_minute(2)) == SaveProgram::saved; });
    });
    BOOST_TEST(won == 1);
    BOOST_TEST(ledger.db.value_of("SELECT COUNT(*) FROM program_version") == "2");
}

// Against a model that counts: after any walk both say the same.
BOOST_DATA_TEST_CASE(a_random_walk_agrees_with_a_count, kBoth, backend)
{
    constexpr std::int64_t kPlaces = 7;
    Ledger ledger(backend, {.places = kPlaces});
    std::mt19937 chance(20261124);
    std::int64_t reserved = 0, committed = 0, used = 0;
    auto& connection = ledger.db.connection();
    connection.begin();
    for (int step = 0; step < 1500; ++step) {
        const auto move = static_cast<Move>(chance() % 6);
        const std::int64_t n = chance() % 3;
        auto r = reserved, c = committed, u = used;
        switch (move) {
        case Move::reserve: r += n; break;
        case Move::free_reserved: r -= n; break;
        case Move::commit: r -= n, c += n; break;
        case Move::free_committed: c -= n; break;
        case Move::use: c -= n, u += n; break;
        case Move::give_back: u -= n; break;
        }
        const bool allowed = r >= 0 && c >= 0 && u >= 0 && r + c + u <= kPlaces;
        Writer writer(connection);
        BOOST_REQUIRE(move_capacity(writer, ledger.program, "", move, {.places = n}) == allowed);
        writer.keep();
        if (allowed) reserved = r, committed = c, used = u;
    }
    connection.commit();
    const auto row = ledger.row();
    BOOST_TEST((row.reserved == reserved && row.committed == committed && row.used == used));
}

BOOST_AUTO_TEST_SUITE_END()
