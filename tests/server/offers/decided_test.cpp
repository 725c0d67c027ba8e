// What was decided by one version of a program is not judged again by the next one.
#include "server/formats/rule_json.hpp"
#include "server/programs/document.hpp"
#include "server/programs/service.hpp"
#include "tests/server/offers/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;

BOOST_AUTO_TEST_CASE(a_new_version_never_judges_decided_cases_again)
{
    given::OfferWorld world;
    const auto accepted = world.accepted();
    const auto held = world.held();
    BOOST_REQUIRE(held.committed == 1);

    // Nobody fits any more, and it gives one yuan.
    const auto actor = world.charity();
    const auto row =
        world.db.read([&](store::Reader& db) { return *store::find_program(db, world.program); });
    auto changed = server::programs::stored_program(row, world.library->named_rules);
    changed.state = ProgramState::paused;
    changed.rule = server::read_rule({{"fact", "counted_members"}, {"at_least", 100}}, {}).value();
    changed.award.cases = {{{}, FixedAward{Money{100}}}};
    const auto version = world.db.write([&](store::Writer& db) {
        return server::programs::change_program(db, actor, world.program, row.version, changed,
                                                *world.library->divisions, world.now);
    });
    BOOST_REQUIRE(version.has_value());
    world.run_clocks();

    const auto now = world.now_of(accepted.id);
    BOOST_CHECK(now.state == OfferState::accepted);
    BOOST_TEST(now.amount.fen == accepted.amount.fen);
    BOOST_TEST(now.version == accepted.version);
    BOOST_TEST(world.held().committed == held.committed);
    BOOST_TEST(world.held().committed_money.fen == held.committed_money.fen);
}
