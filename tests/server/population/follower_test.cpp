// Several processes beside one database, each with a thread that follows it.
#include "server/log/log.hpp"
#include "server/population/follower.hpp"
#include "tests/server/population/given.hpp"
#include "tests/support/child.hpp"
#include "tests/support/postgresql_server.hpp"
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace models;
using given::Place;
using server::population::Follower;
using std::chrono::steady_clock;
using support::kBoth;

namespace {

// A server process as far as the population goes.
struct Process {
    explicit Process(const Place& place) : Process(place, place.db.url()) {}
    Process(const Place& place, const std::string& url)
        : library(place.process()),
          population(*library->population),
          follower(library->population, url, place.db.vault())
    {
    }
    std::shared_ptr<server::Library> library;
    server::population::Population& population;
    Follower follower;
};

bool comes_true(const std::function<bool()>& what)
{
    const auto end = steady_clock::now() + std::chrono::seconds(10);
    while (!what())
        if (steady_clock::now() > end)
            return false;
        else
            ::usleep(200);
    return true;
}

bool has_families(const Process& process, std::int64_t count)
{
    return comes_true(
        [&] { return process.population.is_complete() && process.population.families() == count; });
}

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(follower_test)

BOOST_DATA_TEST_CASE(two_processes_see_what_is_committed_soon_after, kBoth, backend)
{
    Place place(backend);
    place.report();
    const Process one(place), other(place);
    BOOST_REQUIRE((has_families(one, 1) && has_families(other, 1)));
    std::vector<steady_clock::duration> late;
    for (int i = 2; i < 22; ++i) {
        place.report();
        const auto committed = steady_clock::now();
        if (i % 2 == 0) one.population.wake(); // as the write lane of its process does
        BOOST_REQUIRE((has_families(one, i) && has_families(other, i)));
        late.push_back(steady_clock::now() - committed);
    }
    std::ranges::sort(late);
    BOOST_TEST((late[late.size() / 2] < std::chrono::milliseconds(250))); // alone it is 25
    BOOST_TEST(one.follower.seconds_behind() < 10);
}

BOOST_DATA_TEST_CASE(what_another_process_writes_is_seen_and_so_is_a_restart, kBoth, backend)
{
    Place place(backend);
    place.report();
    place.db.close();
    int go[2];
    BOOST_REQUIRE(::pipe(go) == 0);
    support::Child writer([&] {
        char byte = 0;
        if (::read(go[0], &byte, 1) != 1) return 1;
        place.db.reopen();
        place.report();
        return 0;
    });
    {
        const Process process(place);
        BOOST_TEST(has_families(process, 1));
        BOOST_REQUIRE(::write(go[1], "g", 1) == 1);
        BOOST_TEST(writer.status() == 0);
        BOOST_TEST(has_families(process, 2));
    }
    const Process again(place);
    BOOST_TEST(has_families(again, 2));
    ::close(go[0]);
    ::close(go[1]);
}

BOOST_DATA_TEST_CASE(a_database_that_went_back_is_read_anew, kBoth, backend)
{
    Place place(backend);
    place.report();
    const Process process(place);
    BOOST_REQUIRE(has_families(process, 1));
    place.db.write([](store::Writer& db) {
        db.change({"test.trim", "DELETE FROM change_ledger"});
        db.change({"test.back", "UPDATE change_counter SET last = 0"});
        db.change({"test.close", "UPDATE referral SET state = 'closed'"});
    });
    BOOST_TEST(has_families(process, 0));
    place.report();
    BOOST_TEST(has_families(process, 1));
}

BOOST_AUTO_TEST_CASE(a_database_that_is_not_there_yet_is_tried_again_and_told)
{
    Place place(store::Backend::sqlite);
    place.report();
    place.db.close();
    const auto file = place.db.folder() / "parasol.db", away = place.db.folder() / "away.db";
    server::log_to(place.db.folder() / "log");
    std::filesystem::rename(file, away);
    const Process process(place);
    const auto told = [&](const char* event) {
        return comes_true(
            [&] { return text_of(place.db.folder() / "log").find(event) != std::string::npos; });
    };
    BOOST_TEST(told("population.lost"));
    BOOST_TEST(!process.population.is_complete());
    std::filesystem::rename(away, file);
    BOOST_TEST(has_families(process, 1));
    BOOST_TEST(told("population.found_again"));
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_is_made_anew)
{
    Place place(store::Backend::postgresql);
    place.report();
    const Process process(place);
    BOOST_REQUIRE(has_families(process, 1));
    support::PostgresqlServer::running().execute(
        "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                    "AND datname = '" +
                        place.db.url().substr(place.db.url().find("dbname=") + 7) + "'");
    place.db.reopen();
    place.report();
    BOOST_TEST(has_families(process, 2));
}

BOOST_DATA_TEST_CASE(it_ends_at_once_also_while_it_reads, kBoth, backend)
{
    Place place(backend);
    for (int i = 0; i < 30; ++i) place.report();
    const auto began = steady_clock::now();
    for (int i = 0; i < 10; ++i) const Process process(place);
    BOOST_TEST((steady_clock::now() - began < std::chrono::seconds(5)));
}

BOOST_AUTO_TEST_SUITE_END()
