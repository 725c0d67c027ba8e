#include "server/population/family.hpp"
#include "tests/server/population/given.hpp"
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(family_test)

BOOST_AUTO_TEST_CASE(names_numbers_and_words_never_enter)
{
    given::Place place(store::Backend::sqlite);
    place.report();
    const auto process = place.process();
    given::read_all(place.db, *process->population);

    const auto& families = given::newest(place.db, *process->population)->snapshot.families();
    BOOST_REQUIRE(families.size() == 1u);
    const auto& household = families[0].household;
    BOOST_TEST((household.address.empty() && household.situation.empty()));
    BOOST_TEST(household.members.size() == 4u);
    for (const auto& member : household.members)
        BOOST_TEST((member.name.empty() && member.id_number.empty() && member.phone.empty()));
}

BOOST_AUTO_TEST_SUITE_END()
