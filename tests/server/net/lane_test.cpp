#include "server/net/lane.hpp"
#include "server/net/run_on.hpp"
#include "tests/support/test_db.hpp"
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>
#include <utility>

using namespace server::net;

namespace {

// Writes down what becomes of it.
struct Noted final : Job {
    Noted(std::string name, std::vector<std::string>& done) : name_(std::move(name)), done_(done) {}
    void run(store::Connection*) override { done_.push_back(name_); }
    bool wants_again() const override { return false; }
    void answer(Fate fate) override
    {
        if (fate != Fate::done) done_.push_back(name_ + (fate == Fate::lost ? " lost" : " refused"));
    }
    std::string name_;
    std::vector<std::string>& done_;
};

struct Queue {
    FairQueue queue{4};
    std::vector<std::string> done;

    std::string push(const std::string& share, const std::string& name)
    {
        const auto refused = queue.push(share, std::make_unique<Noted>(name, done));
        return refused ? dynamic_cast<Noted&>(*refused).name_ : "";
    }
    std::string taken(std::size_t most)
    {
        std::string names;
        for (const auto& job : queue.take(most)) names += dynamic_cast<Noted&>(*job).name_ + " ";
        return names;
    }
};

// A row of its own; then, if it is to break, the whole transaction is spoiled.
struct Row final : Job {
    Row(int number, bool breaks, std::vector<Fate>& fates) : number_(number), breaks_(breaks), fates_(fates)
    {
    }
    void run(store::Connection* db) override
    {
        store::Writer writer(*db);
        writer.change({"test.row", "INSERT INTO household (id, village, created_at) VALUES (:id, 1, 1)"},
                      {{"id", models::HouseholdId{number_}}});
        writer.keep();
        if (breaks_) db->spoil();
    }
    bool wants_again() const override { return false; }
    void answer(Fate fate) override { fates_.push_back(fate); }
    int number_;
    bool breaks_;
    std::vector<Fate>& fates_;
};

std::vector<Fate> serve_rows(support::TestDb& db, std::initializer_list<bool> breaks)
{
    std::vector<Fate> fates;
    Batch batch;
    for (const bool breaks_here : breaks)
        batch.push_back(std::make_unique<Row>(static_cast<int>(batch.size()) + 1, breaks_here, fates));
    serve_together(batch, &db.connection());
    return fates;
}

// What comes of a job alone on PostgreSQL that puts this household there; how often it was run.
struct Alone {
    std::string answer;
    int runs = 0;
};
template <class Work> Alone serve_alone_once(support::TestDb& db, Work work)
{
    Alone alone;
    boost::asio::io_context io;
    auto waiter =
        boost::asio::bind_executor(io.get_executor(), [&](std::exception_ptr error, std::string value) {
            alone.answer = error ? "broken" : value;
        });
    auto counted = [&](store::Connection* connection) {
        ++alone.runs;
        return work(*connection);
    };
    Batch batch;
    batch.push_back(
        std::make_unique<Waiting<decltype(counted), std::string, decltype(waiter)>>(counted, waiter));
    serve_alone(batch, &db.connection());
    batch.clear();
    io.run();
    return alone;
}

std::string put_household(store::Connection& connection)
{
    store::Writer writer(connection);
    writer.change({"test.put", "INSERT INTO household (id, village, created_at) VALUES (7, 1, 1)"});
    writer.keep();
    return "put";
}

std::string rows(const support::TestDb& db) { return db.value_of("SELECT COUNT(*) FROM household"); }

} // namespace

BOOST_FIXTURE_TEST_SUITE(lanes, Queue)

BOOST_AUTO_TEST_CASE(shares_are_served_in_turn)
{
    for (const auto* name : {"a1", "a2", "a3"}) push("a", name);
    push("b", "b1");
    BOOST_TEST(taken(2) == "a1 b1 ");
    BOOST_TEST(taken(9) == "a2 a3 ");
}

BOOST_AUTO_TEST_CASE(when_full_the_longest_line_gives_way_and_its_own_newcomer_is_refused)
{
    for (const auto* name : {"a1", "a2", "a3", "a4"}) push("a", name);
    BOOST_TEST(push("a", "a5") == "a5");
    BOOST_TEST(push("b", "b1") == "a4");
    BOOST_TEST(push("b", "b2") == "a3");
    BOOST_TEST(push("b", "b3") == "b3");
    BOOST_TEST(push("c", "c1") == "b2");
    BOOST_TEST(queue.size() == 4u);
    BOOST_TEST(taken(9) == "a1 b1 c1 a2 ");
}

BOOST_AUTO_TEST_CASE(a_closed_queue_is_drained_and_takes_nothing_more)
{
    push("a", "a1");
    queue.close();
    BOOST_TEST(push("a", "a2") == "a2");
    BOOST_TEST(taken(9) == "a1 ");
    BOOST_TEST(taken(9).empty());
}

BOOST_AUTO_TEST_CASE(a_lane_finishes_what_it_has_taken)
{
    Lane lane(100, 7, serve_each);
    for (int i = 0; i < 50; ++i) lane.push("a", std::make_unique<Noted>(std::to_string(i), done));
    lane.start(Lane::Connections(1));
    lane.finish();
    BOOST_TEST(done.size() == 50u);
    lane.push("a", std::make_unique<Noted>("late", done));
    BOOST_TEST(done.back() == "late refused");
}

BOOST_AUTO_TEST_CASE(a_batch_is_committed_before_anybody_hears)
{
    support::TestDb db(store::Backend::sqlite);
    BOOST_TEST((serve_rows(db, {false, false, false}) == std::vector<Fate>(3, Fate::done)));
    BOOST_TEST(rows(db) == "3");
}

BOOST_AUTO_TEST_CASE(of_a_batch_that_is_not_committed_nothing_is_kept_and_all_hear_it)
{
    support::TestDb db(store::Backend::sqlite);
    BOOST_TEST((serve_rows(db, {false, true, false}) == std::vector<Fate>(3, Fate::lost)));
    BOOST_TEST(rows(db) == "0");
    BOOST_TEST((serve_rows(db, {false}) == std::vector<Fate>(1, Fate::done)));
    BOOST_TEST(rows(db) == "1");
}

BOOST_AUTO_TEST_CASE(what_another_writer_stored_at_this_moment_is_seen_the_next_time)
{
    support::TestDb db(store::Backend::postgresql);
    bool seen = false, first = true;
    const auto alone = serve_alone_once(db, [&](store::Connection& connection) {
        {
            store::Writer look(connection);
            auto query = look.query({"test.look", "SELECT id FROM household WHERE id = 7"});
            std::int64_t id{};
            seen = query.next(id);
        }
        if (seen) return std::string("there already");
        if (std::exchange(first, false)) { // between looking and storing
            const auto other = db.open(store::Connection::Access::write);
            support::TestDb::write_on(*other, [](store::Writer& writer) {
                writer.change(
                    {"test.put", "INSERT INTO household (id, village, created_at) VALUES (7, 1, 1)"});
            });
        }
        return put_household(connection);
    });
    BOOST_TEST(alone.answer == "there already");
    BOOST_TEST(alone.runs == 2);
}

BOOST_AUTO_TEST_CASE(what_stands_in_the_way_for_good_is_tried_a_few_times_and_told)
{
    support::TestDb db(store::Backend::postgresql);
    support::TestDb::write_on(db.connection(), [](store::Writer& writer) {
        writer.change({"test.put", "INSERT INTO household (id, village, created_at) VALUES (7, 1, 1)"});
    });
    const auto alone = serve_alone_once(db, put_household);
    BOOST_TEST(alone.answer == "broken");
    BOOST_TEST(alone.runs == 4);
    BOOST_TEST(rows(db) == "1");
}

BOOST_AUTO_TEST_SUITE_END()
