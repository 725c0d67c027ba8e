#include "models/decline.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;

BOOST_AUTO_TEST_SUITE(decline_test)

BOOST_AUTO_TEST_CASE(every_reason_has_its_effect)
{
    BOOST_TEST(decline_effects().size() == kNames<DeclineReason>.size());
    for (const auto& [reason, name] : kNames<DeclineReason>)
        BOOST_TEST((effect_of(reason).reason == reason), name);
}

BOOST_AUTO_TEST_CASE(four_reasons_start_a_cool_down)
{
    for (const auto& [reason, name] : kNames<DeclineReason>) {
        const bool cools = reason == DeclineReason::not_eligible ||
                           reason == DeclineReason::refused_by_family ||
                           reason == DeclineReason::already_helped || reason == DeclineReason::too_far;
        BOOST_TEST(effect_of(reason).cool_down == cools, name);
    }
}

BOOST_AUTO_TEST_CASE(a_full_program_is_corrected_and_may_be_asked_again)
{
    for (const auto reason : {DeclineReason::full, DeclineReason::no_money}) {
        BOOST_TEST(effect_of(reason).corrects_capacity);
        BOOST_TEST(!effect_of(reason).cool_down);
    }
}

BOOST_AUTO_TEST_CASE(a_reason_about_the_data_goes_back_to_who_wrote_it)
{
    BOOST_TEST(effect_of(DeclineReason::not_eligible).facts_back_to_referrer);
    BOOST_TEST(effect_of(DeclineReason::not_eligible).flags_rule);
    BOOST_TEST(effect_of(DeclineReason::cannot_reach).confirms_contact);
    BOOST_TEST(effect_of(DeclineReason::refused_by_family).asks_need_anew);
    BOOST_TEST(effect_of(DeclineReason::already_helped).answers_duplicate);
}

BOOST_AUTO_TEST_SUITE_END()
