// The process is killed while the bank's results are read: what is there is whole, and sent again all is
// there once.
#include "server/http/idempotency.hpp"
#include "server/payments/routes.hpp"
#include "tests/server/payments/given.hpp"
#include "tests/support/child.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <thread>
#include <unistd.h>

using namespace models;
using namespace server::payments;
using namespace std::chrono_literals;
using given::failed;
using given::paid;

namespace {

// What a process tells before it goes on, and what is heard of it.
struct Pipe {
    Pipe() { BOOST_REQUIRE(::pipe(ends) == 0); }
    ~Pipe()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    void tell() const { BOOST_TEST(::write(ends[1], "x", 1) == 1); }
    void hear() const
    {
        char told{};
        BOOST_REQUIRE(::read(ends[0], &told, 1) == 1);
    }
    int ends[2]{};
};

struct Killed : given::PaymentWorld {
    explicit Killed(store::Backend backend) : PaymentWorld(server::payments::routes(), backend) {}

    // Reads each result in a transaction of its own and tells of it; `held`: after that many it waits in the
    // middle of the next, before its commit.
    int read_results(const Actor& actor, PaymentRunId run, int held, const Pipe& pipe) const
    {
        const auto connection = db.open(store::Connection::Access::write);
        connection->lease_process_number();
        for (const auto& result : {paid(1), paid(2), failed(3)}) {
            connection->begin();
            {
                store::Writer writer(*connection);
                const auto taken = take_results({writer, actor, *library, now}, run, {result});
                if (!taken) return 1;
                writer.keep();
            }
            if (held-- == 0) pipe.tell(), std::this_thread::sleep_for(60s);
            connection->commit();
        }
        return 0;
    }
    server::Response send_file(const Actor& actor, PaymentRunId run, const std::string& once)
    {
        auto request = call(actor, server::Verb::post, "/payments/" + to_text(run) + "/results");
        request.form = server::Form({{"once", once}});
        request.uploads = {
            {"results",
             "批次,序号,结果,失败原因\r\nFF-1,1,成功,\r\nFF-1,2,成功,\r\nFF-1,3,失败,户名不符\r\n"}};
        return send(std::move(request));
    }
    std::size_t ended(PaymentRunId run)
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            lines_of(run), [](const auto& line) { return line.state != PaymentLineState::waiting; }));
    }
    // A line is paid exactly where its delivery is.
    void is_whole(PaymentRunId run)
    {
        for (const auto& line : lines_of(run))
            BOOST_TEST((arrived(line.offer) == 50'000) == (line.state == PaymentLineState::paid));
        BOOST_TEST((this->run(run).state == PaymentRunState::settled) == (ended(run) == 3));
    }
    void is_there_once(PaymentRunId run)
    {
        is_whole(run);
        BOOST_TEST(ended(run) == 3U);
        BOOST_TEST(count("delivery") == 2);
        BOOST_TEST(count_events("offer.deliver") == 2);
        BOOST_TEST(count_events("payment.settle") == 1);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(killed)

BOOST_DATA_TEST_CASE(nothing_of_a_run_is_lost_halved_or_doubled,
                     boost::unit_test::data::make(support::kBoth) * boost::unit_test::data::xrange(3),
                     backend, after)
{
    Killed world(backend);
    const auto run = world.issued();
    const auto actor = world.clerk();
    world.db.close();
    {
        const Pipe pipe;
        support::Child child([&] { return world.read_results(actor, run.id, after, pipe); });
        pipe.hear();
        child.kill();
        BOOST_TEST(child.status() == -SIGKILL);
    }
    world.db.reopen();
    BOOST_TEST(world.ended(run.id) == static_cast<std::size_t>(after)); // what was committed, and no more
    world.is_whole(run.id);

    world.take(run, {paid(1), paid(2), failed(3)});
    world.is_there_once(run.id);
}

// The whole file by its page: killed, sent again with the same key, and once more as a new form.
BOOST_DATA_TEST_CASE(a_file_of_results_is_taken_once_however_often_it_is_sent, support::kBoth, backend)
{
    for (const auto pause : {0ms, 2ms, 5ms, 10ms, 20ms, 40ms}) {
        Killed world(backend);
        const auto run = world.issued();
        const auto actor = world.clerk();
        world.db.close();
        {
            const Pipe pipe;
            support::Child child([&] {
                world.db.reopen();
                pipe.tell();
                return world.send_file(actor, run.id, "same").status;
            });
            pipe.hear();
            std::this_thread::sleep_for(pause);
            child.kill();
            child.status();
        }
        world.db.reopen();
        world.is_whole(run.id);
        const auto done = world.ended(run.id);
        BOOST_TEST((done == 0U || done == 3U)); // one transaction

        for (int twice = 0; twice < 2; ++twice)
            BOOST_TEST(world.send_file(actor, run.id, "same").status == 303);
        BOOST_TEST(world.send_file(actor, run.id, server::new_form_token()).status == 303);
        world.is_there_once(run.id);
    }
}

BOOST_AUTO_TEST_SUITE_END()
