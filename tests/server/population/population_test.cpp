// The population is what is committed: read once in pages, then change by change.
#include "server/population/family.hpp"
#include "tests/matching/written.hpp"
#include "tests/server/population/given.hpp"
#include "tests/support/dice.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <tuple>

using namespace models;
using given::Place;
using support::kBoth;

namespace {

std::vector<ReferralId> referrals_in(const server::population::GenerationPtr& newest)
{
    std::vector<ReferralId> ids;
    for (const auto& family : newest->snapshot.families()) ids.push_back(family.referral);
    return ids;
}

// What a process finds that begins now.
server::population::GenerationPtr read_anew(const Place& place)
{
    const auto process = place.process();
    given::read_all(place.db, *process->population);
    return given::newest(place.db, *process->population);
}

// What the columns say of every need, in their order.
std::vector<std::tuple<std::size_t, std::uint32_t, std::uint32_t, std::int32_t>>
all_matches(const matching::Sieve& columns)
{
    const auto all = columns.match_all(matching::kNoLimit);
    std::vector<std::tuple<std::size_t, std::uint32_t, std::uint32_t, std::int32_t>> list;
    for (const auto& need : all.needs)
        for (const auto& match : all.of(need))
            list.emplace_back(need.family.value, need.need, match.program, match.score);
    return list;
}

// One act of many, upon what there is.
void act(Place& place, tests::Dice& dice, std::vector<ReferralId>& referrals,
         std::vector<ProgramId>& programs)
{
    const auto referral = [&] { return dice.pick(referrals); };
    const auto fen = dice.between(1, 9) * 100'000;
    place.now += std::chrono::minutes(1);
    switch (dice.between(0, 6)) {
    case 0: referrals.push_back(place.report()); break;
    case 1: place.make_urgent(referral()); break;
    case 2: place.tell_income(referral(), dice.between(1, 60) * 1'000); break;
    case 3: place.end(referral()); break;
    case 4: programs.push_back(place.offer("more" + std::to_string(programs.size()), fen)); break;
    case 5:
        place.change(dice.pick(programs), dice.coin() ? ProgramState::open : ProgramState::paused, fen);
        break;
    default: place.take_place(dice.pick(programs));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(population_test)

BOOST_DATA_TEST_CASE(it_holds_what_is_open_and_past_its_draft, kBoth, backend)
{
    Place place(backend);
    const auto one = place.report(), ended = place.report(), erased = place.report();
    place.draft();
    place.end(ended);
    const auto process = place.process();
    auto& population = *process->population;
    BOOST_TEST(!given::newest(place.db, population)->complete);
    BOOST_TEST(given::newest(place.db, population)->snapshot.programs().size() == 2u);
    BOOST_TEST(population.loaded() == 0);

    given::read_all(place.db, population);
    BOOST_TEST((referrals_in(given::newest(place.db, population)) == std::vector{one, erased}));
    place.erase(erased);
    BOOST_TEST((referrals_in(given::newest(place.db, population)) == std::vector{one}));
    BOOST_TEST(population.loaded() == 100);
    BOOST_TEST(population.families() == 1);
}

BOOST_DATA_TEST_CASE(after_any_acts_it_answers_as_one_that_is_read_anew, kBoth, backend)
{
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        Place place(backend);
        tests::Dice dice{seed};
        std::vector<ReferralId> referrals{place.report()};
        std::vector<ProgramId> programs{place.offer("third", 700'000)};
        const auto process = place.process();
        given::read_all(place.db, *process->population);
        for (int step = 0; step < 12; ++step) {
            for (auto more = dice.between(1, 3); more > 0; --more) act(place, dice, referrals, programs);
            const auto now = given::newest(place.db, *process->population), anew = read_anew(place);
            BOOST_TEST_CONTEXT("seed " << seed << " step " << step)
            {
                BOOST_TEST(now->sequence == anew->sequence);
                BOOST_TEST((tests::all_lists(*now->at(place.now)) == tests::all_lists(*anew->at(place.now))));
                BOOST_TEST(!now->columns_at(place.now));
                process->population->make_columns(place.now, {});
                const auto columns = given::newest(place.db, *process->population)->columns_at(place.now);
                BOOST_REQUIRE(columns);
                BOOST_TEST(
                    (all_matches(*columns) == all_matches(matching::Sieve::build(*anew->at(place.now)))));
            }
        }
        BOOST_TEST(!tests::all_lists(*read_anew(place)->at(place.now)).empty());
    }
}

BOOST_DATA_TEST_CASE(columns_are_good_for_a_day_at_most, kBoth, backend)
{
    Place place(backend);
    place.report();
    const auto process = place.process();
    auto& population = *process->population;
    population.make_columns(place.now, {});
    given::read_all(place.db, population);
    BOOST_TEST(!given::newest(place.db, population)->columns);

    population.make_columns(place.now, [] { return true; });
    BOOST_TEST(!given::newest(place.db, population)->columns);
    population.make_columns(place.now, {});
    const auto first = given::newest(place.db, population);
    const auto tomorrow = start_of(plus_days(day_of(place.now), 1));
    BOOST_TEST(first->columns_at(place.now));
    BOOST_TEST(!first->columns_at(place.now - std::chrono::milliseconds(1)));
    BOOST_TEST(first->columns_at(tomorrow - std::chrono::milliseconds(1)));
    BOOST_TEST(!first->columns_at(tomorrow));
    population.make_columns(tomorrow, {});
    BOOST_TEST(given::newest(place.db, population)->columns_at(tomorrow));
}

BOOST_DATA_TEST_CASE(what_changes_while_it_is_read_is_not_missed, kBoth, backend)
{
    Place place(backend);
    std::vector<ReferralId> referrals;
    for (int i = 0; i < 205; ++i) referrals.push_back(place.report());
    const auto process = place.process();
    auto& population = *process->population;
    const auto more = [&] {
        return place.db.read([&](store::Reader& db) { return population.load_more(db); });
    };

    BOOST_TEST(!more());
    BOOST_TEST((population.loaded() > 0 && population.loaded() < 100));
    place.end(referrals[3]);
    place.make_urgent(referrals[4]);
    place.end(referrals[204]);
    place.offer("late", 100'000);
    place.report();
    BOOST_TEST(more());

    const auto now = given::newest(place.db, population), anew = read_anew(place);
    BOOST_TEST((referrals_in(now) == referrals_in(anew)));
    BOOST_TEST(now->snapshot.families().size() == 204u);
    BOOST_TEST(now->snapshot.programs().size() == 3u);
    BOOST_TEST((now->snapshot.families()[3].urgency == Urgency::urgent));
}

BOOST_DATA_TEST_CASE(a_ledger_that_does_not_reach_back_means_reading_all_anew, kBoth, backend)
{
    Place place(backend);
    const auto one = place.report();
    const auto process = place.process();
    auto& population = *process->population;
    given::read_all(place.db, population);
    const auto two = place.report();
    place.offer("third", 100'000);
    place.db.write([](store::Writer& db) { db.change({"test.trim", "DELETE FROM change_ledger"}); });
    const auto three = place.report();

    BOOST_TEST(!given::newest(place.db, population)->complete);
    BOOST_TEST(given::newest(place.db, population)->snapshot.programs().size() == 3u);
    given::read_all(place.db, population);
    BOOST_TEST((referrals_in(given::newest(place.db, population)) == std::vector{one, two, three}));
}

BOOST_DATA_TEST_CASE(what_did_not_change_is_shared_by_the_next_generation, kBoth, backend)
{
    Place place(backend);
    place.report();
    const auto two = place.report();
    const auto process = place.process();
    given::read_all(place.db, *process->population);
    const auto before = given::newest(place.db, *process->population);
    place.make_urgent(two);
    const auto after = given::newest(place.db, *process->population);

    BOOST_TEST(after->sequence > before->sequence);
    BOOST_TEST(&after->snapshot.families()[0] == &before->snapshot.families()[0]);
    BOOST_TEST(&after->snapshot.families()[1] != &before->snapshot.families()[1]);
    BOOST_TEST(&after->snapshot.compiled() == &before->snapshot.compiled());
    BOOST_TEST((given::newest(place.db, *process->population) == after));
}

BOOST_AUTO_TEST_CASE(a_document_that_does_not_open_keeps_nobody_else_away)
{
    Place place(store::Backend::sqlite);
    const auto one = place.report(), two = place.report();
    place.db.write([&](store::Writer& db) {
        db.change({"test.spoil", "UPDATE household_document SET sealed = 'x' WHERE referral_id = :id"},
                  {{"id", one}});
    });
    BOOST_TEST((referrals_in(read_anew(place)) == std::vector{two}));
}

BOOST_AUTO_TEST_CASE(it_never_follows_what_a_writer_sees)
{
    Place place(store::Backend::sqlite);
    const auto process = place.process();
    const auto ask = [&](store::Writer& db) { process->population->current(db); };
    BOOST_CHECK_THROW(place.db.write(ask), std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()
