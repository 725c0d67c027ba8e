// The last page of the form: looked over, reported once; what was returned is mended on the same pages.
#include "tests/server/referrals/form_given.hpp"

using namespace form_given;

BOOST_FIXTURE_TEST_SUITE(the_check_page, FormWorld)

BOOST_AUTO_TEST_CASE(the_check_page_masks_lists_what_is_missing_and_each_row_comes_back_to_it)
{
    const auto form = begun();
    post(form + "who", {{"version", "1"}, {"act", "later"}, {"name", "石玉兰"}, {"id_number", "5299"}});

    const auto page = get(form + "check");

    BOOST_TEST(page.status == 200);
    BOOST_TEST(has(page, "石*兰"));
    BOOST_TEST(!has(page, "石玉兰"));
    BOOST_TEST(has(page, form + "who?back=check#village"));
    BOOST_TEST(has(page, "身份证号：填的内容还认不出来"));
    BOOST_TEST(has(page, "未填"));
    const auto mended = post(form + "who", {{"version", "2"},
                                            {"back", "check"},
                                            {"id_number", "529903196304120024"},
                                            {"village", "520324103207"}});
    BOOST_TEST(support::location(mended) == form + "check");
}

BOOST_AUTO_TEST_CASE(two_clicks_on_report_make_one_referral_with_a_number_and_a_day)
{
    const auto form = filled();
    const Fields press{{"once", "once-report"}, {"version", "3"}};

    const auto first = post(form + "check", press), second = post(form + "check", press);
    const auto done = get(form + "done");

    BOOST_TEST(support::location(first) == form + "done");
    BOOST_TEST(support::location(second) == form + "done");
    BOOST_TEST(count_events("referral.report") == 1);
    BOOST_TEST(has(done, "ZJ-520324-2026-000001"));
    BOOST_TEST(has(done, "2026年12月1日"));
    BOOST_TEST(has(done, "安场镇"));
    BOOST_TEST(has(done, "/print"));
}

BOOST_AUTO_TEST_CASE(a_report_that_lacks_something_shows_the_check_page_again)
{
    const auto form = begun();

    const auto answer = post(form + "check", {{"once", "once-early"}, {"version", "1"}});

    BOOST_TEST(answer.status == 422);
    BOOST_TEST(has(answer, "上报前还差这些"));
    BOOST_CHECK(referral(form).state == ReferralState::draft);
}

BOOST_AUTO_TEST_CASE(the_same_family_is_shown_beside_and_not_refused)
{
    const auto other = given::reported(*this);
    const auto form = filled();

    const auto page = get(form + "check");
    const auto answer = post(form + "check", {{"once", "once-again"}, {"version", "3"}});

    BOOST_TEST(has(page, other.reference));
    BOOST_TEST(has(page, "这户可能已经有转介单"));
    BOOST_TEST(answer.status == 303);
}

BOOST_AUTO_TEST_CASE(what_was_returned_is_mended_on_the_same_pages_and_resubmitted)
{
    const auto returned = given::returned(*this);
    const auto form = "/referrals/" + to_text(returned.id) + "/form/";
    BOOST_TEST(has(ask(village(), Verb::get, form + "check"), "The income of the last 12 months."));

    const auto bad =
        ask(village(), Verb::post, form + "family", {{"version", version(form)}, {"income_year", "much"}});
    BOOST_TEST(bad.status == 422);
    const auto good =
        ask(village(), Verb::post, form + "family",
            {{"version", version(form)}, {"income_year", "38000"}, {"all_members_listed", "yes"}});
    BOOST_TEST(support::location(good) == form + "check");
    const auto sent =
        ask(village(), Verb::post, form + "check", {{"once", "once-resubmit"}, {"version", version(form)}});

    BOOST_TEST(support::location(sent) == form + "done");
    BOOST_CHECK(referral(form).state == ReferralState::reported);
}

BOOST_AUTO_TEST_CASE(saving_a_returned_page_unchanged_is_no_change)
{
    const auto returned = given::returned(*this);
    const auto form = "/referrals/" + to_text(returned.id) + "/form/";

    const auto answer =
        ask(village(), Verb::post, form + "who", {{"version", version(form)}, {"village", "520324103207"}});

    BOOST_TEST(answer.status == 303);
    BOOST_TEST(referral(form).facts_version == returned.facts_version);
}

BOOST_AUTO_TEST_SUITE_END()
