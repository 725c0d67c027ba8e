// Who is told of which move, when; and that clocks climb their ladder.
#include "models/store/notices.hpp"
#include "server/notices/notices.hpp"
#include "tests/server/offers/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::offers;
using given::OfferWorld;
using given::seen;
using server::Desk;

namespace {

struct Told : OfferWorld {
    std::vector<std::string> told(const Office& office)
    {
        db.write([&](store::Writer& writer) { store::tell_notices(writer, now); });
        std::vector<std::string> all;
        db.read([&](store::Reader& reader) {
            for (const auto& row : store::list_notices(reader, office, {}, 50)) all.push_back(row.about);
            return true;
        });
        return all;
    }
    Office charity_desk() const { return server::notices::office_of(organization); }
    Office lead() const { return server::notices::office_of(organization, true); }
    static Office county_desk() { return server::notices::office_at(Side::county, support::kVillage); }
};

bool has(const std::vector<std::string>& all, const std::string& about)
{
    return std::ranges::find(all, about) != all.end();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(notices_of_offers, Told)

BOOST_AUTO_TEST_CASE(a_charity_is_told_of_an_offer_once_it_cannot_be_taken_back)
{
    offered();
    BOOST_TEST(!has(told(charity_desk()), "offer.offer"));
    now += kTakeBack;
    BOOST_TEST(has(told(charity_desk()), "offer.offer"));
}

BOOST_AUTO_TEST_CASE(its_managers_are_told_when_an_offer_takes_the_last_of_a_program)
{
    db.connection().execute("test.little", "UPDATE capacity SET places = 1, budget_fen = 50000");
    BOOST_TEST(told(lead()).empty());
    offered();
    BOOST_TEST(has(told(lead()), "program.few_places"));
    BOOST_TEST(has(told(lead()), "program.little_money"));
    BOOST_TEST(!has(told(charity_desk()), "program.few_places"));
}

BOOST_AUTO_TEST_CASE(what_is_taken_back_is_told_to_nobody)
{
    const auto row = offered();
    act(county(), [&](const Desk& desk) { return take_back(desk, seen(row)); }).value();
    now += kTakeBack;
    BOOST_TEST(!has(told(charity_desk()), "offer.offer"));
    BOOST_TEST(!has(told(charity_desk()), "offer.withdraw"));
}

BOOST_AUTO_TEST_CASE(the_county_is_told_what_the_charity_does_and_not_what_it_did_itself)
{
    accepted();
    now += kTakeBack;
    BOOST_TEST(has(told(county_desk()), "offer.accept"));
    BOOST_TEST(!has(told(county_desk()), "offer.offer"));
}

BOOST_AUTO_TEST_CASE(who_does_not_answer_is_reminded_then_the_supervisor_then_it_lapses)
{
    const auto due = *offered().due_at; // after five working days
    now = due - std::chrono::days(3) + std::chrono::hours(1);
    run_clocks();
    BOOST_TEST(has(told(charity_desk()), "clock.answer"));
    const auto before = told(lead()).size();

    now = due - std::chrono::hours(23);
    run_clocks();
    BOOST_TEST(told(lead()).size() == before + 1);

    now = due;
    run_clocks();
    BOOST_TEST(has(told(charity_desk()), "offer.lapse"));
    BOOST_TEST(has(told(county_desk()), "offer.lapse"));
}

BOOST_AUTO_TEST_CASE(a_clock_that_only_escalates_is_climbed_to_its_end_and_no_further)
{
    const auto row = accepted();
    now = *row.due_at;
    run_clocks();
    const auto count = told(lead()).size();
    BOOST_TEST(has(told(lead()), "clock.first_help"));
    now += std::chrono::days(10);
    run_clocks();
    BOOST_TEST(told(lead()).size() == count);
}

BOOST_AUTO_TEST_SUITE_END()
