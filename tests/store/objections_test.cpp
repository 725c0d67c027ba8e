// Objections and complaints in both databases: sealed, numbered, one undecided at a time.
#include "models/store/clocks.hpp"
#include "models/store/objections.hpp"
#include "tests/store/given.hpp"
#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <thread>

using namespace models;
using support::at_minute;

namespace {

struct Raised {
    explicit Raised(store::Backend backend) : db(backend) {}
    support::TestDb db;
    AccountId by = given::account(db, "officer");
    ReferralId referral = given::reported(db, by);
    Area village = given::found(db, referral).village;

    std::optional<ObjectionId> raise(ObjectionAbout about, std::int64_t number)
    {
        return db.write([&](store::Writer& writer) {
            store::ObjectionRow row{.referral = referral,
                                    .about = about,
                                    .about_number = number,
                                    .text = "学费没有收到",
                                    .raised_at = at_minute(3)};
            auto id = store::insert_objection(writer, row);
            if (!id) return id;
            row.id = *id;
            store::start_clock(writer, {.noun = store::ClockNoun::objection,
                                        .noun_id = row.id.value,
                                        .referral = row.referral,
                                        .clock = Clock::objection,
                                        .side = Side::county,
                                        .due_at = at_minute(90)});
            return id;
        });
    }
    // By so many servers at one instant; how many of them did.
    int raise_at_once(int servers, const std::function<std::int64_t(int)>& number)
    {
        std::atomic<int> raised = 0, failed = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < servers; ++i)
            threads.emplace_back([&, i] {
                try {
                    const auto connection = db.open(store::Connection::Access::write);
                    connection->lease_process_number(); // whose ids are its own
                    const store::ObjectionRow row{.referral = referral,
                                                  .about = ObjectionAbout::step,
                                                  .about_number = number(i),
                                                  .text = "学费没有收到",
                                                  .raised_at = at_minute(3)};
                    raised += support::TestDb::write_on(*connection, [&](store::Writer& writer) {
                        return store::insert_objection(writer, row).has_value();
                    });
                } catch (const std::exception&) {
                    ++failed;
                }
            });
        for (auto& thread : threads) thread.join();
        BOOST_TEST(failed == 0);
        return raised;
    }
    store::ObjectionRow found(ObjectionId id)
    {
        return db.read(
            [&](store::Reader& reader) { return store::find_objection(reader, village, id).value(); });
    }
    bool decide(store::ObjectionRow row, ObjectionState state)
    {
        row.state = state;
        row.answer = "已经查明";
        row.decided_by = by;
        row.decided_at = at_minute(9);
        return db.write([&](store::Writer& writer) {
            store::stop_clocks(writer, store::ClockNoun::objection, row.id.value);
            return store::decide_objection(writer, row);
        });
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(objections)

BOOST_AUTO_TEST_CASE(of_eight_servers_that_write_the_same_down_at_one_instant_one_does)
{
    Raised world(store::Backend::postgresql);
    BOOST_TEST(world.raise_at_once(8, [](int) { return 1; }) == 1);
    BOOST_TEST(world.raise_at_once(8, [](int server) { return 10 + server; }) == 8); // each its own number
    BOOST_TEST(world.db.value_of("SELECT COUNT(DISTINCT reference) FROM objection") == "9");
}

BOOST_DATA_TEST_CASE(one_comes_back_whole_and_sealed, support::kBoth, backend)
{
    Raised world(backend);

    const auto row = world.found(world.raise(ObjectionAbout::step, 4).value());

    BOOST_TEST(row.reference.ends_with("-T1"), row.reference);
    BOOST_CHECK(row.referral == world.referral && row.about == ObjectionAbout::step);
    BOOST_TEST(row.about_number == 4);
    BOOST_TEST(row.text == "学费没有收到");
    BOOST_TEST(row.answer == "");
    BOOST_CHECK(row.state == ObjectionState::open && !row.written_by && row.due_at == at_minute(90));
    BOOST_TEST(world.db.value_of("SELECT sealed FROM objection").find("学费") == std::string::npos);
    BOOST_TEST(world.db.value_of("SELECT kind FROM objection") == "objection");
}

BOOST_DATA_TEST_CASE(an_act_has_one_undecided_at_a_time, support::kBoth, backend)
{
    Raised world(backend);
    const auto first = world.raise(ObjectionAbout::step, 4);

    BOOST_TEST(!world.raise(ObjectionAbout::step, 4).has_value());
    BOOST_TEST(world.raise(ObjectionAbout::step, 5).has_value());
    BOOST_TEST(world.decide(world.found(*first), ObjectionState::dismissed));
    BOOST_TEST(world.raise(ObjectionAbout::step, 4).has_value());
}

BOOST_DATA_TEST_CASE(it_is_decided_once, support::kBoth, backend)
{
    Raised world(backend);
    const auto row = world.found(world.raise(ObjectionAbout::handling, 0).value());
    const auto open = [&](store::Reader& reader) {
        return store::has_open_objection(reader, world.referral);
    };
    BOOST_TEST(world.db.read(open));

    BOOST_TEST(world.decide(row, ObjectionState::upheld));
    BOOST_TEST(!world.decide(row, ObjectionState::dismissed));

    const auto decided = world.found(row.id);
    BOOST_CHECK(decided.state == ObjectionState::upheld && decided.decided_by == world.by);
    BOOST_TEST(decided.answer == "已经查明");
    BOOST_TEST(!decided.due_at.has_value());
    BOOST_TEST(!world.db.read(open));
}

BOOST_DATA_TEST_CASE(lists_are_of_an_area_and_a_state, support::kBoth, backend)
{
    Raised world(backend);
    const auto first = world.raise(ObjectionAbout::step, 4), second = world.raise(ObjectionAbout::step, 5);
    world.decide(world.found(*first), ObjectionState::dismissed);

    world.db.read([&](store::Reader& reader) {
        const auto list = [&](const store::ObjectionFilter& filter, ObjectionId before) {
            return store::list_objections(reader, filter, before, 10);
        };
        const store::ObjectionFilter all{world.village, {}}, open{world.village, ObjectionState::open};
        BOOST_REQUIRE(list(all, {}).size() == 2u);
        BOOST_CHECK(list(all, {})[0].id == second && list(all, *second)[0].id == first);
        BOOST_TEST(list(open, {}).size() == 1u);
        BOOST_TEST(store::count_objections(reader, open) == 1);
        BOOST_TEST(store::count_objections(reader, {Area{530000000000}, {}}) == 0);
        BOOST_TEST(!store::find_objection(reader, Area{530000000000}, *first).has_value());
        BOOST_TEST(store::objections_of(reader, world.referral).size() == 2u);
    });
}

BOOST_AUTO_TEST_SUITE_END()
