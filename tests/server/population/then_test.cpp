// A past day as it was on file.
#include "server/population/then.hpp"
#include "tests/matching/written.hpp"
#include "tests/server/population/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;
using given::Place;

namespace {

constexpr std::chrono::days kDay{1};

// All that one referral's page said on a day: by what was on file at that instant.
std::string said(const Place& place, ReferralId id, Time then)
{
    const auto process = place.process();
    return place.db.read([&](store::Reader& db) {
        const auto now = process->population->current(db);
        const auto referral = store::find_referral(db, {support::kCounty, {}}, id).value();
        const auto family = server::population::family_then(db, referral, then);
        if (!family) return std::string("not reported");
        const auto programs = server::population::programs_then(db, *now, *process, then);
        const auto snapshot = programs.with(std::vector{*family});
        std::string text = matching::programs_for(snapshot, {0}).empty() ? "nothing" : "";
        for (const auto& program : snapshot.programs())
            text += program.code + std::string(name_of(program.state));
        return text + tests::written(snapshot, matching::programs_for(snapshot, {0}));
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(then_test)

BOOST_DATA_TEST_CASE(a_past_day_stays_as_it_was_whatever_comes_later, support::kBoth, backend)
{
    Place place(backend);
    const auto first = place.offer("third", 700'000);
    place.now += kDay;
    const auto id = place.report();
    const auto reported = place.now;
    std::vector<std::pair<Time, std::string>> days{{reported, said(place, id, reported)}};
    const std::function<void()> acts[] = {[&] { place.tell_income(id, 90'000); },
                                          [&] { place.change(first, ProgramState::open, 100'000); },
                                          [&] { place.offer("fourth", 100'000); },
                                          [&] { place.change(first, ProgramState::paused, 200'000); },
                                          [&] { place.change(first, ProgramState::closed, 200'000); },
                                          [&] { place.tell_income(id, 1'000); },
                                          [&] { place.end(id); }};
    for (const auto& act : acts) {
        place.now += kDay;
        act();
        days.emplace_back(place.now, said(place, id, place.now));
    }

    for (const auto& [then, text] : days) BOOST_TEST(said(place, id, then) == text);
    for (std::size_t i = 1; i + 1 < days.size(); ++i) BOOST_TEST(days[i].second != days[i - 1].second, i);
    BOOST_TEST(said(place, id, reported - kDay) == "not reported");
}

BOOST_DATA_TEST_CASE(today_is_what_the_population_says, support::kBoth, backend)
{
    Place place(backend);
    const auto id = place.report();
    place.now += kDay;
    place.tell_income(id, 20'000);
    const auto process = place.process();
    given::read_all(place.db, *process->population);
    const auto today = given::newest(place.db, *process->population)->at(place.now);

    const auto text = tests::written(*today, matching::programs_for(*today, {0}));
    BOOST_TEST(!text.empty());
    BOOST_TEST(said(place, id, place.now).ends_with(text));
}

BOOST_AUTO_TEST_SUITE_END()
