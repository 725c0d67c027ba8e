// The invented people: nobody's number, nobody's telephone, no family that a newspaper told of.
#include "server/demo/referrals.hpp"
#include "tests/server/demo/given.hpp"
#include <boost/test/unit_test.hpp>
#include <set>

using namespace models;
using given::tables;
using support::at_minute;

static const std::vector<server::demo::DemoReferral>& referrals()
{
    static const auto kReferrals =
        server::demo::all_referrals(*tables().divisions, *tables().working_days, at_minute(0));
    return kReferrals;
}

template <class Look> static void each_member(Look look)
{
    for (const auto& referral : referrals())
        for (const auto& member : referral.body.household.members) look(member);
}

static int age_of(const Member& member)
{
    const auto* birth = value_on(member.facts, Fact::birth_date, day_of(at_minute(0)));
    return age_on(std::get<Date>(*birth), day_of(at_minute(0))).value();
}

BOOST_AUTO_TEST_SUITE(people)

BOOST_AUTO_TEST_CASE(id_numbers_are_sound_and_of_the_unassigned_prefix)
{
    std::set<std::string> numbers;
    each_member([&](const Member& member) {
        const auto& number = member.id_number.reveal();
        const auto read = parse_resident_id(number, day_of(at_minute(0)));
        BOOST_REQUIRE(read);
        BOOST_TEST(number.starts_with("5299"));
        const auto* birth = value_on(member.facts, Fact::birth_date, day_of(at_minute(0)));
        BOOST_CHECK(std::get<Date>(*birth) == read->birth);
        BOOST_TEST(numbers.insert(number).second, "two people with one number");
    });
    BOOST_TEST(numbers.size() > 700u);
}

BOOST_AUTO_TEST_CASE(telephones_are_of_a_range_that_is_not_given_out)
{
    each_member([](const Member& member) {
        if (!member.phone.empty()) BOOST_TEST(member.phone.reveal().starts_with("1900000"));
    });
    for (const auto& referral : referrals())
        BOOST_TEST(!referral.body.household.members.front().phone.empty());
}

BOOST_AUTO_TEST_CASE(the_first_is_the_grandmother_of_63_in_zhengan)
{
    const auto& household = referrals().front().body.household;
    BOOST_TEST(household.members.size() == 4u);
    BOOST_TEST(age_of(household.members[0]) == 63);
    BOOST_TEST(age_of(household.members[3]) == 6);
    BOOST_CHECK(part_of(household.village, AreaLevel::county) == Area{520324000000});
    BOOST_REQUIRE(household.aid.size() == 1u);
    BOOST_CHECK(household.aid[0].amount == Money{900'000});
    BOOST_CHECK(referrals().front().state == ReferralState::confirmed);
}

BOOST_AUTO_TEST_CASE(no_family_is_one_of_the_press)
{
    for (const auto& referral : referrals()) {
        const auto& household = referral.body.household;
        for (const auto& aid : household.aid) BOOST_CHECK(aid.amount != Money{1'500'000});
        BOOST_TEST(household.situation.reveal().find("牛") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(there_are_about_three_hundred_in_real_places)
{
    BOOST_TEST(referrals().size() >= 290u);
    BOOST_TEST(referrals().size() <= 320u);
    std::map<Area, int> of_county;
    for (const auto& referral : referrals()) {
        const auto village = referral.body.household.village;
        BOOST_CHECK(level_of(village) == AreaLevel::village);
        BOOST_TEST(tables().divisions->find(village));
        ++of_county[part_of(village, AreaLevel::county)];
    }
    for (const auto county : {520324000000, 520525000000, 520625000000, 520204000000})
        BOOST_TEST(of_county[Area{county}] >= 40, county);
}

BOOST_AUTO_TEST_SUITE_END()
