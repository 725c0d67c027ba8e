#include "models/account.hpp"
#include "models/clock.hpp"
#include "models/consent.hpp"
#include "models/delivery.hpp"
#include "models/objection.hpp"
#include "models/offer.hpp"
#include "models/plan.hpp"
#include "models/program.hpp"
#include "models/referral.hpp"
#include "tests/models/move_table.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;

BOOST_AUTO_TEST_SUITE(names_test)

BOOST_AUTO_TEST_CASE(every_value_has_one_name_and_every_name_one_value)
{
    check_names<Role>();
    check_names<Clock>();
    check_names<ConsentState>();
    check_names<ConsentWay>();
    check_names<ConsentAct>();
    check_names<DeliveryState>();
    check_names<DeliveryAct>();
    check_names<ObjectionKind>();
    check_names<ObjectionState>();
    check_names<ObjectionAct>();
    check_names<OfferState>();
    check_names<OfferAct>();
    check_names<DeclineReason>();
    check_names<PlanState>();
    check_names<PlanAct>();
    check_names<Applicant>();
    check_names<ProgramState>();
    check_names<ServedOf>();
    check_names<ReferralKind>();
    check_names<Urgency>();
    check_names<ReferralState>();
    check_names<ReferralAct>();
    check_names<CloseReason>();
    check_names<NeedState>();
    check_names<NeedAct>();
    check_names<NeedUnit>();
    check_names<FactLevel>();
    check_names<FactType>();
    check_names<Op>();
    check_names<StandardName>();
    check_names<ResidenceKind>();
    check_names<Period>();
    check_names<Sex>();
    check_names<IdType>();
    check_names<Reason>();
}

BOOST_AUTO_TEST_CASE(a_value_without_a_name_is_an_error)
{
    BOOST_CHECK_THROW(name_of(static_cast<Urgency>(9)), std::logic_error);
}

BOOST_AUTO_TEST_CASE(every_clock_runs_some_days_and_has_its_row)
{
    BOOST_TEST(kClocks.size() == kNames<Clock>.size());
    for (std::size_t i = 0; i < kClocks.size(); ++i) {
        BOOST_TEST((kClocks[i].clock == kNames<Clock>[i].first), kNames<Clock>[i].second);
        BOOST_TEST(kClocks[i].working_days > 0, kNames<Clock>[i].second);
    }
}

BOOST_AUTO_TEST_SUITE_END()
