// A round from its opening to the lines of plans: who gets what, what is left as it was, and what is refused.
#include "models/store/plans.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/server/rounds/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace given;
using server::rounds::Shut;

BOOST_AUTO_TEST_SUITE(rounds_service)

BOOST_AUTO_TEST_CASE(places_go_to_as_many_families_and_the_others_learn_why)
{
    RoundWorld world;
    for (int i = 0; i < 3; ++i) world.family();
    const auto barred = world.family(false);

    const auto id = world.proposed();

    BOOST_CHECK(world.round(id).state == RoundState::proposed);
    BOOST_TEST(world.round(id).awards == 2);
    BOOST_TEST(world.awards(id).size() == 2u);
    BOOST_CHECK(world.without(id).back().referral == barred.id); // who could have had something comes first
    int without_place = 0, without_consent = 0;
    for (const auto& family : world.without(id)) {
        const auto asking = server::rounds::read_asking(family.text);
        if (family.referral == barred.id) {
            BOOST_CHECK(asking.shut == Shut::no_consent);
            ++without_consent;
        } else {
            BOOST_REQUIRE(asking.whys.size() == 1u);
            BOOST_TEST(asking.whys.front().price > 0);
            ++without_place;
        }
    }
    BOOST_TEST(without_place == 1);
    BOOST_TEST(without_consent == 1);
    BOOST_TEST(world.count("plan_line") == 0); // a proposal holds nothing
}

BOOST_AUTO_TEST_CASE(sums_are_those_of_the_awards)
{
    RoundWorld world;
    for (int i = 0; i < 3; ++i) world.family();

    const auto id = world.proposed();

    const auto texts =
        world.db.read([&](store::Reader& reader) { return store::find_round_texts(reader, id); });
    const auto result = server::rounds::read_result(texts.result);
    BOOST_TEST(result.all.families == 3);
    BOOST_TEST(result.with_option == 3);
    BOOST_TEST(result.all.ways[0].households == 2);
    std::int64_t value = 0, covered = 0;
    for (const auto& award : world.awards(id)) value += award.value, covered += award.award;
    BOOST_TEST(result.value == value);
    BOOST_TEST(result.all.ways[0].covered_fen == covered);
    BOOST_TEST(result.bound >= result.value);
    BOOST_TEST(texts.certificate.find(result.list_hash) != std::string::npos);
    BOOST_TEST(server::rounds::written(result) == texts.result);
}

BOOST_AUTO_TEST_CASE(each_floor_is_told_with_what_is_held)
{
    RoundWorld world;
    matching::RoundPolicy policy;
    const Area county = support::kCounty, elsewhere{520625'000'000};
    using enum matching::FloorMeasure;
    using enum matching::FloorUnit;
    policy.floors = {{"one", county, {}, families, count, 1},
                     {"half", county, {}, covered_fen, fen, 80'000},
                     {"none", elsewhere, {}, covered_fen, permille, 500},
                     {"many", county, {}, families, count, 5}};
    world.share_by(policy);
    for (int i = 0; i < 3; ++i) world.family();

    const auto id = world.proposed();

    const auto result = server::rounds::read_result(
        world.db.read([&](store::Reader& reader) { return store::find_round_texts(reader, id); }).result);
    BOOST_REQUIRE(result.floors.size() == 4u);
    BOOST_TEST((result.floors[0] == server::rounds::FloorTold{1, 1, {}, result.floors[0].cost}));
    BOOST_TEST((result.floors[1] == server::rounds::FloorTold{80'000, 80'000, {}, result.floors[1].cost}));
    BOOST_TEST((result.floors[2] == server::rounds::FloorTold{0, 0, {}, 0}));
    BOOST_TEST(result.floors[3].asks == 5);
    BOOST_TEST(result.floors[3].holds == 2); // there are two places
    BOOST_TEST(result.floors[3].most.value() >= 2);
    BOOST_TEST(result.policy.floors.size() == 4u);
    BOOST_TEST(result.policy.floors[3].at_least == 5);
}

BOOST_AUTO_TEST_CASE(a_program_that_is_full_is_not_one_that_does_not_fit)
{
    RoundWorld world;
    for (int i = 0; i < 3; ++i) world.family();
    BOOST_TEST(why(world.approve(world.proposed())) == "");

    const auto second = world.proposed();

    BOOST_TEST(world.without(second).size() == 3u);
    for (const auto& family : world.without(second))
        BOOST_CHECK(server::rounds::read_asking(family.text).shut == Shut::no_room);
}

BOOST_AUTO_TEST_CASE(each_approved_award_is_a_line_of_a_plan_once)
{
    RoundWorld world;
    for (int i = 0; i < 3; ++i) world.family();
    const auto id = world.proposed();

    BOOST_TEST(why(world.approve(id)) == "");
    BOOST_TEST(why(world.approve(id)) == "error.round.now.approved");

    BOOST_TEST(world.count("plan") == 2);
    BOOST_TEST(world.count("plan_line") == 2);
    BOOST_TEST(world.count_events("round.approved") == 1);
    BOOST_TEST(world.count_events("referral.plan") == 2);
    for (const auto& award : world.awards(id)) {
        BOOST_TEST(static_cast<bool>(award.line));
        const auto plan = world.db.read(
            [&](store::Reader& reader) { return store::find_live_plan(reader, award.referral).value(); });
        BOOST_CHECK(plan.state == PlanState::approved);
        const auto referral = world.db.read([&](store::Reader& reader) {
            return store::find_referral(reader, {support::kCounty, {}}, award.referral).value();
        });
        BOOST_CHECK(referral.state == ReferralState::planned);
    }
}

BOOST_AUTO_TEST_CASE(what_was_approved_is_not_given_again)
{
    RoundWorld world;
    for (int i = 0; i < 3; ++i) world.family();
    BOOST_TEST(why(world.approve(world.proposed())) == "");

    const auto second = world.proposed();

    BOOST_TEST(world.round(second).awards == 0);
    BOOST_TEST(why(world.approve(second)) == "error.round.empty");
}

BOOST_AUTO_TEST_CASE(what_changed_meanwhile_is_shown_and_nothing_is_written)
{
    RoundWorld world;
    for (int i = 0; i < 3; ++i) world.family();
    const auto id = world.proposed();
    const auto touched = world.awards(id).front().referral;
    world.change_program();
    world.touch(touched);

    BOOST_TEST(why(world.approve(id)) == "error.round.changed");

    const auto differences = world.db.read([&](store::Reader& reader) {
        return server::rounds::differences_of(reader, world.round(id), world.now);
    });
    BOOST_CHECK(differences.programs == std::vector{world.program});
    BOOST_CHECK(differences.referrals == std::vector{touched});
    BOOST_CHECK(world.round(id).state == RoundState::proposed);
    BOOST_TEST(world.count("plan") == 0);
    BOOST_TEST(world.count("plan_line") == 0);
}

BOOST_AUTO_TEST_CASE(a_consent_that_ended_stops_the_approval)
{
    RoundWorld world;
    world.family();
    const auto id = world.proposed();
    BOOST_TEST(world.round(id).awards == 1);
    world.db.write(
        [](store::Writer& writer) { writer.change({"test.end", "UPDATE consent SET state = 'withdrawn'"}); });

    BOOST_TEST(why(world.approve(id)) == "error.round.changed");
    BOOST_TEST(world.count("plan_line") == 0);
}

BOOST_AUTO_TEST_CASE(a_round_cancelled_midway_leaves_nothing)
{
    RoundWorld world;
    world.family();
    const auto id = world.open();
    const auto work = world.begin();
    world.gather(*work);

    const auto cancelled = act(world, world.county(), [&](const server::rounds::Desk& desk) {
        return server::rounds::cancel_round(desk, id);
    });
    const auto wanted = world.db.write([&](store::Writer& writer) { return work->beat(writer, world.now); });
    work->work(); // it was too fast: the result is there, and nobody wants it
    world.keep(*work);

    BOOST_TEST(why(cancelled) == "");
    BOOST_TEST(!wanted);
    BOOST_CHECK(world.round(id).state == RoundState::cancelled);
    for (const auto* table : {"round_family", "round_award", "plan"})
        BOOST_TEST(world.count(table) == 0, table);
}

BOOST_AUTO_TEST_CASE(a_round_that_is_told_to_stop_says_so_and_can_be_opened_again)
{
    RoundWorld world;
    world.family();
    const auto id = world.open();
    const auto work = world.begin();
    world.gather(*work);
    work->stop();
    work->work();
    world.keep(*work);

    BOOST_CHECK(world.round(id).state == RoundState::failed);
    BOOST_CHECK(world.round(id).failure == RoundFailure::stopped);
    BOOST_TEST(world.count("round_family") == 0);
    BOOST_CHECK(world.round(world.proposed()).state == RoundState::proposed);
}

BOOST_AUTO_TEST_CASE(after_a_restart_a_running_round_is_found_failed)
{
    RoundWorld world;
    world.family();
    const auto id = world.open();
    world.begin(); // and then the power went
    BOOST_CHECK(world.round(id).state == RoundState::running);

    world.now += std::chrono::minutes(1); // the lease has run out
    BOOST_TEST(!world.begin());

    BOOST_CHECK(world.round(id).failure == RoundFailure::interrupted);
    BOOST_TEST(world.count_events("round.failed") == 1);
}

BOOST_AUTO_TEST_CASE(others_may_not_open_or_decide)
{
    RoundWorld world;
    world.family();
    const auto id = world.proposed();
    const auto version = world.round(id).version;
    const auto elsewhere = act(world, world.elsewhere(), [&](const server::rounds::Desk& desk) {
        return server::rounds::approve_round(desk, {id, version});
    });
    const auto opened = act(world, world.elsewhere(), [&](const server::rounds::Desk& desk) {
        return server::rounds::open_round(
            desk, {.name = "x", .area = support::kCounty, .programs = {world.program}});
    });
    BOOST_TEST(why(elsewhere) == "error.round.unknown");
    BOOST_REQUIRE(!opened);
    BOOST_TEST(opened.error().faults.front().key == "error.round.not_yours");
}

BOOST_AUTO_TEST_SUITE_END()
