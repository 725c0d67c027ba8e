// The process is killed while the bank's results are read: what is there is whole, and sent again all is
// there once.
#include "server/payments/routes.hpp"
#include "tests/server/payments/given.hpp"
#include "tests/support/child.hpp"
#include <boost/test/unit_test.hpp>
#include <thread>

using namespace models;
using namespace server::payments;
using given::failed;
using given::paid;

namespace {

struct Killed : given::PaymentWorld {
    Killed() : PaymentWorld(server::payments::routes()) {}

    // Reads each result in a transaction of its own, as often as it is let.
    int read_results(const Actor& actor, PaymentRunId run)
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
            connection->commit();
        }
        return 0;
    }
    // A line is paid exactly where its delivery is.
    void is_whole(PaymentRunId run)
    {
        std::size_t ended = 0;
        for (const auto& line : lines_of(run)) {
            BOOST_TEST((arrived(line.offer) == 50'000) == (line.state == PaymentLineState::paid));
            ended += line.state != PaymentLineState::waiting;
        }
        BOOST_TEST((this->run(run).state == PaymentRunState::settled) == (ended == 3));
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(killed)

BOOST_AUTO_TEST_CASE(nothing_of_a_run_is_lost_halved_or_doubled)
{
    int cut_off = 0;
    for (int round = 0; round < 8; ++round) {
        Killed world;
        const auto run = world.issued();
        const auto actor = world.clerk();
        world.db.close();
        {
            support::Child child([&] { return world.read_results(actor, run.id); });
            std::this_thread::sleep_for(std::chrono::milliseconds(1 + 4 * round));
            child.kill();
            cut_off += child.status() != 0;
        }
        world.db.reopen();
        world.is_whole(run.id);

        world.take(run, {paid(1), paid(2), failed(3)});
        world.is_whole(run.id);
        BOOST_TEST((world.run(run.id).state == PaymentRunState::settled));
        BOOST_TEST(world.count("delivery") == 2);
        BOOST_TEST(world.count_events("offer.deliver") == 2);
        BOOST_TEST(world.count_events("payment.settle") == 1);
    }
    BOOST_TEST_MESSAGE(cut_off << " of 8 were cut off");
}

BOOST_AUTO_TEST_SUITE_END()
