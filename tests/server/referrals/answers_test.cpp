// What the matching asks, answered on the referral's page.
#include "tests/server/referrals/page_given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server;
using namespace server::referrals;
using namespace given;

BOOST_FIXTURE_TEST_SUITE(answers, Pages)

BOOST_AUTO_TEST_CASE(a_question_is_answered_in_place)
{
    const auto referral = reported(*this);

    const auto answer = post(village(), path(referral) + "/answers",
                             {{"version", version(referral)},
                              {"once", "q"},
                              {"fact", "operated_for"},
                              {"member", "4"},
                              {"need", "0"},
                              {"value", "*"}});

    BOOST_TEST(answer.status == 303);
    const auto household = document(*this, read(*this, referral)).body.household;
    const auto* known = value_on(household.members[3].facts, Fact::operated_for, day_of(now));
    BOOST_REQUIRE(known);
    BOOST_CHECK((std::get<CodeList>(*known) == CodeList{{}, true}));
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_none_stores_nothing)
{
    const auto referral = reported(*this);

    for (const auto& [fact, value] : {std::pair{"operated_for", ""},
                                      {"nothing", "yes"},
                                      {"relocated", "2"},
                                      {"income_year", "-5"},
                                      {"illnesses", "a,b"}}) {
        const auto answer = post(village(), path(referral) + "/answers",
                                 {{"version", version(referral)},
                                  {"once", std::string("q-") + fact + value},
                                  {"fact", fact},
                                  {"member", "4"},
                                  {"value", value}});
        BOOST_TEST(answer.status == 422, fact << " = " << value);
    }
    BOOST_TEST(read(*this, referral).version == referral.version);
}

BOOST_AUTO_TEST_SUITE_END()
